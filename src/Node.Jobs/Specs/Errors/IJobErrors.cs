namespace Node.Jobs.Specs.Errors;

/// <summary>What went wrong with jobs: kept per job, the same text once with how often, when first and when last.</summary>
public interface IJobErrors
{
    /// <summary>
    /// Notes that something went wrong. Returns at once and never throws: it is written a moment later, together with what else gathers
    /// meanwhile.
    /// </summary>
    /// <param name="jobId">The job.</param>
    /// <param name="description">What happened; a text that repeats itself is kept once. Cut at 200 characters.</param>
    void Record(long jobId, string description);

    /// <summary>The errors of jobs, those of one job newest first; what was just recorded is among them.</summary>
    Task<IReadOnlyList<JobError>> ListAsync(IReadOnlyCollection<long> jobIds, CancellationToken cancellationToken);

    /// <summary>Drops an error, until it occurs again.</summary>
    /// <returns>False when there is none of that number.</returns>
    Task<bool> DismissAsync(long errorId, CancellationToken cancellationToken);
}
