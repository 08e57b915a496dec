namespace Node.Jobs.Running;

/// <summary>Ends runs before their time.</summary>
public interface IRunCancel
{
    /// <summary>Cancels a run, be it accepted, running, suspended or ready: it ends as cancelled, in one guarded write, and nothing more is sent for it.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="reason">Why, for its record.</param>
    /// <param name="cancellationToken">Gives up; the run may be cancelled nevertheless.</param>
    /// <exception cref="System.Data.Common.DbException">The database is away.</exception>
    Task<RunCancelOutcome> CancelAsync(long runId, string reason, CancellationToken cancellationToken);

    /// <summary>Cancels all suspended runs of a job, e.g. when it was deleted. Runs that are not suspended end by themselves when it is their turn.</summary>
    /// <returns>How many were cancelled.</returns>
    /// <exception cref="System.Data.Common.DbException">The database is away.</exception>
    Task<int> CancelSuspendedAsync(long jobId, string reason, CancellationToken cancellationToken);
}
