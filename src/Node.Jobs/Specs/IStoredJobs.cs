using Node.Jobs.Specs.Versions;

namespace Node.Jobs.Specs;

/// <summary>What is stored of jobs, whether or not they could be loaded.</summary>
public interface IStoredJobs
{
    /// <summary>The number of the job with an external id, or null.</summary>
    Task<long?> FindIdAsync(Guid externalJobId, CancellationToken cancellationToken);

    /// <summary>The kept versions of a job without their specs, newest first; empty when there is no such job.</summary>
    Task<IReadOnlyList<JobVersion>> VersionsAsync(long jobId, CancellationToken cancellationToken);

    /// <summary>A version with its spec; null when it is not kept.</summary>
    Task<JobVersion?> FindVersionAsync(long jobId, int version, CancellationToken cancellationToken);
}
