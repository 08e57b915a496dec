namespace Node.Jobs.Runs;

/// <summary>A run that was executed before it was accepted. Disposing of it frees its place in the lane.</summary>
/// <param name="End">How it ended; it gets its number when it is written.</param>
/// <param name="InstanceId">The instance under whose right it was executed.</param>
/// <param name="Arrivals">How many runs its lane had been given when it was executed.</param>
/// <param name="Leave">Frees the place.</param>
internal sealed record EarlyRun(FinishedRun End, long InstanceId, long Arrivals, Action Leave) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Leave();
}
