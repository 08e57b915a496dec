namespace Node.Auditing;

/// <summary>Something that was done to the node, or was tried.</summary>
/// <param name="Act">What, one of <see cref="AuditActs"/>.</param>
/// <param name="Actor">By whom.</param>
/// <param name="Status">How it ended: the status of the answer; 0 for what is no call.</param>
/// <param name="Trace">The id of the call, as in the log; null for what is no call.</param>
/// <param name="Notes">To what.</param>
internal sealed record AuditRecord(string Act, AuditActor Actor, int Status, string? Trace, IReadOnlyList<KeyValuePair<string, string>> Notes)
{
    /// <summary>How it ended, in a word.</summary>
    public string Outcome => Status switch
    {
        < 400 => "done",
        401 or 403 => "refused",
        _ => "failed",
    };
}
