using Node.Jobs.Specs;

namespace Node.Jobs.Spawning;

/// <summary>Creates, replaces and deletes jobs.</summary>
public interface IJobs
{
    /// <summary>Stores a checked spec and starts what it needs.</summary>
    /// <returns>The job, or null when one with the same external id is there already.</returns>
    Task<Job?> CreateAsync(JobSpec spec, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the node have just these jobs among others: each spec creates a job or replaces the one that it names, all of them or none. A job
    /// whose spec is unchanged stays as it is. Runs that began before go on with the spec they began with.
    /// </summary>
    /// <param name="specs">The specs, each with what its file is called.</param>
    /// <param name="isDryRun">Whether only to say what would change.</param>
    /// <param name="cancellationToken">Gives up; what is stored by then stays.</param>
    Task<ApplyOutcome> ApplyAsync(IReadOnlyList<NamedSpec> specs, bool isDryRun, CancellationToken cancellationToken);

    /// <summary>Replaces one job, as <see cref="ApplyAsync"/> does.</summary>
    /// <returns>Null when there is no such job.</returns>
    Task<ApplyOutcome?> ReplaceAsync(long id, string toml, CancellationToken cancellationToken);

    /// <summary>Gives a job the spec of an earlier version again, as a new version.</summary>
    /// <returns>Null when there is no such job, or no such version is kept.</returns>
    Task<ApplyOutcome?> RollBackAsync(long id, int version, bool isDryRun, CancellationToken cancellationToken);

    /// <summary>Removes a job and stops what runs for it. Its open runs end as cancelled, its finished ones are kept.</summary>
    /// <returns>False when there is no such job.</returns>
    Task<bool> DeleteAsync(long id, CancellationToken cancellationToken);
}
