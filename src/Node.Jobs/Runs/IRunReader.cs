namespace Node.Jobs.Runs;

/// <summary>Reads runs, open and finished alike.</summary>
public interface IRunReader
{
    /// <summary>The most runs that one call gives.</summary>
    const int CountMax = 1000;

    /// <summary>One run, or null.</summary>
    Task<RunView?> FindAsync(long id, CancellationToken cancellationToken);

    /// <summary>Newest first, at most <paramref name="count"/> runs with an id below <paramref name="beforeId"/>.</summary>
    /// <param name="jobId">Of this job; null for all jobs.</param>
    /// <param name="beforeId">The smallest id of the page before; null for the first page.</param>
    /// <param name="count">1 to <see cref="CountMax"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<RunView>> ListAsync(long? jobId, long? beforeId, int count, CancellationToken cancellationToken);

    /// <summary>How many runs there are, of one job or of all.</summary>
    Task<long> CountAsync(long? jobId, CancellationToken cancellationToken);
}
