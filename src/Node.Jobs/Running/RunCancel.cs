using Node.Core.Storage;
using Node.Core.Tracing;
using Node.Jobs.Runs;
using Node.Jobs.Specs.Errors;

namespace Node.Jobs.Running;

/// <summary>Ends runs from outside their execution: whoever takes the open row out writes the end, all others find it gone.</summary>
internal sealed class RunCancel(
    Database database,
    OpenRunRepository openRuns,
    RunHistoryRepository history,
    RunWaitRepository waits,
    RunningRuns running,
    LaneSet lanes,
    RunAnswers answers,
    IJobErrors errors,
    TimeProvider time,
    RunMetrics? metrics = null,
    Traces? traces = null) : IRunCancel
{
    private const int PageSize = 200;

    /// <inheritdoc/>
    public async Task<RunCancelOutcome> CancelAsync(long runId, string reason, CancellationToken cancellationToken)
    {
        if (await EndAsync(runId, null, RunStatus.Cancelled, reason, cancellationToken))
        {
            return RunCancelOutcome.Cancelled;
        }

        return await database.ReadAsync(session => history.FindAsync(session, runId), cancellationToken) is null
            ? RunCancelOutcome.NotFound
            : RunCancelOutcome.HadEnded;
    }

    /// <inheritdoc/>
    public async Task<int> CancelSuspendedAsync(long jobId, string reason, CancellationToken cancellationToken)
    {
        var cancelled = 0;
        while (true)
        {
            var page = await database.ReadAsync(session => openRuns.SuspendedAsync(session, jobId, PageSize), cancellationToken);
            foreach (var runId in page)
            {
                cancelled += await EndAsync(runId, RunStatus.Suspended, RunStatus.Cancelled, reason, cancellationToken) ? 1 : 0;
            }

            if (page.Count < PageSize)
            {
                return cancelled;
            }
        }
    }

    /// <summary>Ends a run.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="onlyIn">Only when it is in this state; null for any.</param>
    /// <param name="end">How it ends.</param>
    /// <param name="reason">Why, for its record.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False when it was not open, or in another state.</returns>
    public async Task<bool> EndAsync(long runId, RunStatus? onlyIn, RunStatus end, string reason, CancellationToken cancellationToken)
    {
        var ended = await database.WriteAsync(
            async session =>
            {
                session.Mark("cancel");
                if (await openRuns.TakeOutAsync(session, runId, onlyIn) is not { } run)
                {
                    return null;
                }

                var answers = run.Checkpoint is null ? [] : await waits.ListAsync(session, runId);
                var finished = EndedRun.Of(run, answers, end, reason, UtcMicros.Truncate(time.GetUtcNow()));
                await history.AddAsync(session, [finished]);
                await waits.RemoveAsync(session, [runId]);
                return finished;
            },
            cancellationToken);
        if (ended is null)
        {
            return false;
        }

        metrics?.Finished(ended);
        traces.Ended(ended);
        lanes.Forget(ended.JobId, runId);
        running.Abandon(runId);
        if (ended.Failure is { } failure)
        {
            errors.Record(ended.JobId, failure);
        }

        answers.OnFinished(ended);
        return true;
    }
}
