using System.Collections.Concurrent;
using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Node.Core.Storage;
using Node.Jobs.Runs;

namespace Node.Jobs.Running;

/// <summary>
/// Keeps the runs of each job in order and executes them: one lane per job, lanes served in turn, a limit over all. What was
/// accepted before a stop or a crash is taken up again at the start.
/// </summary>
internal sealed class JobRunner(
    Database database,
    OpenRunRepository openRuns,
    RunExecutor executor,
    RunsOptions options,
    TimeProvider time,
    ILogger<JobRunner> logger) : Service("Jobs.Runner", logger), IAcceptedRuns
{
    private const int PageSize = 200;
    private static readonly TimeSpan LoadRetryDelay = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<long, RunLane> _lanes = new();
    private readonly Channel<RunLane> _turns = Channel.CreateUnbounded<RunLane>();
    private readonly CancellationTokenSource _abandon = new();

    /// <summary>Takes a run that goes on after a wait.</summary>
    public void Resume(OpenRun run)
    {
        var lane = LaneOf(run.JobId);
        if (lane.AddReady(run))
        {
            _turns.Writer.TryWrite(lane);
        }
    }

    /// <inheritdoc/>
    public void OnAccepted(OpenRun run)
    {
        var lane = LaneOf(run.JobId);
        if (lane.Add(run))
        {
            _turns.Writer.TryWrite(lane);
        }
    }

    protected override async Task OnStartAsync(CancellationToken startToken)
    {
        await TakeUpAsync(startToken);
        for (var i = 0; i < options.ConcurrentMax; i++)
        {
            RunLoop("worker", WorkAsync);
        }
    }

    protected override async Task OnCloseAsync()
    {
        // Stopping has begun: no new starts. Running runs get their grace, then they are left for the next start.
        _turns.Writer.TryComplete();
        if (options.StopGrace > TimeSpan.Zero)
        {
            _abandon.CancelAfter(options.StopGrace);
        }
        else
        {
            await _abandon.CancelAsync();
        }
    }

    private async Task TakeUpAsync(CancellationToken cancellationToken)
    {
        var jobs = await database.ReadAsync(openRuns.JobsWithRunnableAsync, cancellationToken);
        foreach (var jobId in jobs)
        {
            var lane = _lanes.GetOrAdd(jobId, id => RunLane.Spilled(id, options.LaneQueueMax));
            foreach (var run in await database.ReadAsync(session => openRuns.ReadyAsync(session, jobId), cancellationToken))
            {
                lane.AddReady(run);
            }

            if (lane.Reschedule())
            {
                _turns.Writer.TryWrite(lane);
            }
        }

        if (jobs.Count > 0)
        {
            RunningLog.TakenUp(logger, jobs.Count);
        }
    }

    private async Task WorkAsync(CancellationToken stopping)
    {
        await foreach (var lane in _turns.Reader.ReadAllAsync(stopping))
        {
            if (stopping.IsCancellationRequested)
            {
                return;
            }

            switch (lane.Take(out var run, out var loadAfterId))
            {
                case LaneTurn.Run:
                    await StartAsync(lane, run!);
                    break;
                case LaneTurn.Load:
                    await LoadAsync(lane, loadAfterId, stopping);
                    break;
            }
        }
    }

    private async Task StartAsync(RunLane lane, OpenRun run)
    {
        lane.ConcurrentMax = executor.ConcurrentMaxOf(run.JobId);
        Schedule(lane, lane.Reschedule());
        try
        {
            if (await executor.ExecuteAsync(run, _abandon.Token) == RunEnd.Ready)
            {
                Schedule(lane, lane.AddReady(run));
            }
        }
        catch (OperationCanceledException) when (_abandon.IsCancellationRequested)
        {
            // Left as accepted: it runs again at the next start.
        }
        finally
        {
            Schedule(lane, lane.Release());
        }
    }

    private async Task LoadAsync(RunLane lane, long afterId, CancellationToken stopping)
    {
        try
        {
            var page = await database.ReadAsync(session => openRuns.AcceptedAfterAsync(session, lane.JobId, afterId, PageSize), stopping);
            Report(null);
            Schedule(lane, lane.Loaded(page, isLast: page.Count < PageSize));
        }
        catch (DbException e)
        {
            RunningLog.LoadFailed(logger, e, lane.JobId);
            Report(new HealthFault($"cannot load runs: {e.Message}", "Check that the database is up; runs go on when it is back."));
            await Task.Delay(LoadRetryDelay, time, stopping);
            Schedule(lane, lane.LoadFailed());
        }
    }

    private void Schedule(RunLane lane, bool isDue)
    {
        if (isDue)
        {
            _turns.Writer.TryWrite(lane);
        }
    }

    private RunLane LaneOf(long jobId) => _lanes.GetOrAdd(jobId, id => new RunLane(id, options.LaneQueueMax));
}
