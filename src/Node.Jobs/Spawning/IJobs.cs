using Node.Jobs.Specs;

namespace Node.Jobs.Spawning;

/// <summary>Creates and deletes jobs.</summary>
public interface IJobs
{
    /// <summary>Stores a checked spec and starts what it needs.</summary>
    /// <returns>The job, or null when one with the same external id is there already.</returns>
    Task<Job?> CreateAsync(JobSpec spec, CancellationToken cancellationToken);

    /// <summary>Removes a job and stops what runs for it. Its open runs end as cancelled, its finished ones are kept.</summary>
    /// <returns>False when there is no such job.</returns>
    Task<bool> DeleteAsync(long id, CancellationToken cancellationToken);
}
