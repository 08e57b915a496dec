namespace Node.Auditing;

/// <summary>Who did something.</summary>
/// <param name="Role">What he may do, e.g. <c>admin</c>.</param>
/// <param name="Token">The access key of his API token; null when it was none of them.</param>
/// <param name="Initiator">The name of the external initiator; null when it was none.</param>
/// <param name="Address">Where the call came from; null when it was no call.</param>
internal sealed record AuditActor(string Role, string? Token, string? Initiator, string? Address)
{
    /// <summary>The node itself.</summary>
    public static AuditActor Node { get; } = new("node", null, null, null);
}
