namespace Node.Jobs.Spawning;

/// <summary>Takes back a transaction in which another writer was quicker; never leaves this folder.</summary>
internal sealed class ApplyConflictException(ApplyOutcome outcome) : Exception("another writer was quicker")
{
    /// <summary>What to answer.</summary>
    public ApplyOutcome Outcome { get; } = outcome;
}
