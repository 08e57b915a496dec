namespace Node.Jobs.Runs;

/// <summary>Reads runs, open and finished alike.</summary>
public interface IRunReader
{
    /// <summary>The most runs that one call gives.</summary>
    const int CountMax = 1000;

    /// <summary>The most runs that <see cref="SkipAsync"/> passes over.</summary>
    const int SkipMax = 10_000;

    /// <summary>How many numbers of runs one page goes through when no index leads to the runs that match.</summary>
    const int ScanMax = 100_000;

    /// <summary>One run, or null.</summary>
    Task<RunView?> FindAsync(long id, CancellationToken cancellationToken);

    /// <summary>Newest first, at most <paramref name="count"/> of the runs that match and have an id below <paramref name="beforeId"/>.</summary>
    /// <remarks>Stable while runs come in and move from open to finished: each is on exactly one page.</remarks>
    /// <param name="filter">Which runs.</param>
    /// <param name="beforeId"><see cref="RunPage.NextBeforeId"/> of the page before; null for the first page.</param>
    /// <param name="count">1 to <see cref="CountMax"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<RunPage> ListAsync(RunFilter filter, long? beforeId, int count, CancellationToken cancellationToken);

    /// <summary>The id below which the runs are that come after the <paramref name="skip"/> newest; null when there are not so many.</summary>
    /// <param name="jobId">Of this job; null for all jobs.</param>
    /// <param name="skip">1 to <see cref="SkipMax"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<long?> SkipAsync(long? jobId, int skip, CancellationToken cancellationToken);

    /// <summary>How many runs there are, of one job or of all.</summary>
    Task<long> CountAsync(long? jobId, CancellationToken cancellationToken);
}
