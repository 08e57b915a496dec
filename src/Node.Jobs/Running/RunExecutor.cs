using System.Data.Common;
using Microsoft.Extensions.Logging;
using Node.Core.Storage;
using Node.Core.Tracing;
using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Runs;
using Node.Jobs.Specs;

namespace Node.Jobs.Running;

/// <summary>Executes one run from where it is and writes what came of it.</summary>
internal sealed class RunExecutor(
    Database database,
    JobCatalog jobs,
    JobRepository jobRepository,
    OpenRunRepository openRuns,
    RunWaitRepository waits,
    RunInstanceRepository instances,
    RunJournal journal,
    JobExecution execution,
    TimeProvider time,
    ILogger<RunExecutor> logger,
    RunMetrics? metrics = null,
    Traces? traces = null)
{
    /// <summary>How many runs of a job may go at once.</summary>
    public int ConcurrentMaxOf(long jobId) => jobs.Find(jobId)?.Spec.MaxConcurrentRuns ?? 1;

    /// <summary>Executes the run under the right of an instance. While the database is away it tries again and again: the run itself cannot be at fault.</summary>
    /// <param name="run">The run as it was loaded or accepted.</param>
    /// <param name="instanceId">The instance; what it writes is refused when another has taken over from it.</param>
    /// <param name="isCertain">False: look first whether the run is still open.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">It was given up; the run stays as it was.</exception>
    public async Task<RunEnd> ExecuteAsync(OpenRun run, long instanceId, bool isCertain, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ExecuteOnceAsync(run, instanceId, isCertain && attempt == 1, cancellationToken);
            }
            catch (DbException e)
            {
                RunningLog.StoreAway(logger, e, run.Id);
                await Task.Delay(StoreRetry.DelayAfter(attempt), time, cancellationToken);
            }
        }
    }

    private async Task<RunEnd> ExecuteOnceAsync(OpenRun run, long instanceId, bool isCertain, CancellationToken cancellationToken)
    {
        try
        {
            return await GoOnAsync(run, instanceId, isCertain, cancellationToken);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            // What was stored does not fit the job any more; running it again would not help.
            RunningLog.NotResumable(logger, e, run.Id);
            return await EndAsync(run.Id, RunStatus.Errored, $"the run could not go on: {e.Message}", instanceId, cancellationToken);
        }
    }

    private async Task<RunEnd> GoOnAsync(OpenRun run, long instanceId, bool isCertain, CancellationToken cancellationToken)
    {
        var job = await jobs.FindAsync(run.JobId, run.JobVersion, cancellationToken);
        var isStored = job is not null || await database.ReadAsync(session => jobRepository.ExistsAsync(session, run.JobId), cancellationToken);
        if (job is null && isStored)
        {
            // Another process may have stored it just now.
            await jobs.RefreshAsync(cancellationToken);
            job = await jobs.FindAsync(run.JobId, run.JobVersion, cancellationToken);
        }

        if (job is null)
        {
            if (isStored)
            {
                RunningLog.Held(logger, run.Id, run.JobId);
                return RunEnd.Held;
            }

            return await EndAsync(run.Id, RunStatus.Cancelled, $"job {run.JobId} was deleted before the run ended", instanceId, cancellationToken);
        }

        RunCheckpoint? resume = null;
        if (!isCertain || run.State != RunStatus.Accepted || run.Checkpoint is not null)
        {
            // What is stored now counts: an earlier attempt may have come further than the row that was loaded.
            var (stored, answers) = await LoadAsync(run.Id, cancellationToken);
            if (stored is null)
            {
                return RunEnd.Gone;
            }

            resume = AnsweredCheckpoint.Of(stored, answers, time.GetUtcNow());
        }

        using var span = traces.Execution(run);
        var result = await execution.RunAsync(job, run, resume, cancellationToken);
        if (result.State == RunState.Suspended)
        {
            var suspended = await SuspendAsync(run.Id, result.ToCheckpoint(), instanceId, cancellationToken);
            if (suspended == RunEnd.Suspended)
            {
                metrics?.Suspended();
            }

            return suspended;
        }

        var end = execution.EndOf(run, result, run.AcceptedAt);
        await journal.FinishAsync(end, hadWaits: resume is not null || job.Spec.Pipeline.MaySuspend, instanceId, cancellationToken);
        return RunEnd.Finished;
    }

    private async Task<RunEnd> EndAsync(long runId, RunStatus status, string reason, long instanceId, CancellationToken cancellationToken)
    {
        var (stored, answers) = await LoadAsync(runId, cancellationToken);
        if (stored is null)
        {
            return RunEnd.Gone;
        }

        await journal.FinishAsync(execution.EndOf(stored, answers, status, reason), hadWaits: true, instanceId, cancellationToken);
        return RunEnd.Finished;
    }

    private Task<(OpenRun? Run, IReadOnlyList<RunWait> Answers)> LoadAsync(long runId, CancellationToken cancellationToken) => database.ReadAsync(
        async session => await openRuns.FindAsync(session, runId) is { } found
            ? (found, found.Checkpoint is null ? [] : await waits.ListAsync(session, runId))
            : ((OpenRun?)null, (IReadOnlyList<RunWait>)[]),
        cancellationToken);

    private Task<RunEnd> SuspendAsync(long runId, RunCheckpoint checkpoint, long instanceId, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            session.Mark("suspend");
            if (!(await instances.HeldAsync(session, [instanceId])).Contains(instanceId))
            {
                return RunEnd.Refused;
            }

            if (await openRuns.FindForUpdateAsync(session, runId) is null)
            {
                return RunEnd.Gone;
            }

            var answered = (await waits.ListAsync(session, runId))
                .Any(wait => wait.Result is not null && checkpoint.ResultOf(wait.TaskName).IsPending);
            await openRuns.SaveCheckpointAsync(session, runId, checkpoint.ToJson(), answered ? RunStatus.Ready : RunStatus.Suspended, UtcMicros.Truncate(time.GetUtcNow()));
            return answered ? RunEnd.Ready : RunEnd.Suspended;
        },
        cancellationToken);
}
