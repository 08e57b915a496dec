namespace Node.Jobs.Specs.Errors;

/// <summary>Occurrences of one error that are not written yet.</summary>
/// <param name="Count">How many.</param>
/// <param name="FirstAt">When the first came.</param>
/// <param name="LastAt">When the last came.</param>
internal readonly record struct PendingError(long Count, DateTimeOffset FirstAt, DateTimeOffset LastAt)
{
    /// <summary>These and <paramref name="others"/>, whichever came first.</summary>
    public PendingError With(PendingError others) => new(
        Count + others.Count,
        FirstAt < others.FirstAt ? FirstAt : others.FirstAt,
        LastAt > others.LastAt ? LastAt : others.LastAt);
}
