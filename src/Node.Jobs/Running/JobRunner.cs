using System.Collections.Concurrent;
using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Node.Core.Storage;
using Node.Jobs.Runs;
using Node.Jobs.Specs;

namespace Node.Jobs.Running;

/// <summary>
/// Keeps the runs of each job in order and executes them: one lane per job, lanes served in turn, a limit over all. What was
/// accepted before a stop or a crash is taken up again at the start.
/// </summary>
/// <remarks>To be started when the stored jobs are in the catalog; triggers may have been accepted before.</remarks>
internal sealed class JobRunner(
    Database database,
    OpenRunRepository openRuns,
    JobRepository jobRepository,
    JobCatalog jobs,
    RunExecutor executor,
    RunsOptions options,
    TimeProvider time,
    ILogger<JobRunner> logger) : Service("Jobs.Runner", logger), IAcceptedRuns
{
    private const int PageSize = 200;
    private static readonly TimeSpan LoadRetryDelay = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<long, RunLane> _lanes = new();
    private readonly Channel<RunLane> _turns = Channel.CreateUnbounded<RunLane>();
    private readonly CancellationTokenSource _abandon = new(Timeout.InfiniteTimeSpan, time);

    /// <summary>Takes a run that goes on after a wait.</summary>
    public void Resume(OpenRun run)
    {
        var lane = LaneOf(run.JobId);
        Schedule(lane, lane.AddReady(run));
    }

    /// <inheritdoc/>
    public void OnAccepted(OpenRun run)
    {
        var lane = LaneOf(run.JobId);
        Schedule(lane, lane.Add(run));
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
        var waiting = await database.ReadAsync(openRuns.JobsWithRunnableAsync, cancellationToken);
        foreach (var jobId in waiting)
        {
            if (jobs.Find(jobId) is null && await database.ReadAsync(session => jobRepository.ExistsAsync(session, jobId), cancellationToken))
            {
                RunningLog.JobHeld(logger, jobId);
                continue;
            }

            var lane = LaneOf(jobId);
            lane.TakeUp();
            foreach (var run in await database.ReadAsync(session => openRuns.ReadyAsync(session, jobId), cancellationToken))
            {
                Schedule(lane, lane.AddReady(run));
            }

            Schedule(lane, lane.Reschedule());
        }

        if (waiting.Count > 0)
        {
            RunningLog.TakenUp(logger, waiting.Count);
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
                Schedule(lane, lane.AddReady(run.AsReady()));
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
