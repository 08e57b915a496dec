using System.Data.Common;
using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Node.Core.Storage;
using Node.Jobs.Runs;
using Node.Jobs.Specs;

namespace Node.Jobs.Running;

/// <summary>
/// Keeps the runs of each job in order and executes them: one lane per job, lanes served in turn, a limit over all. A lane is
/// executed by the one process that has claimed it. What was accepted before a stop or a crash is taken up again at the start.
/// </summary>
/// <remarks>To be started when the stored jobs are in the catalog; triggers may have been accepted before.</remarks>
internal sealed class JobRunner(
    Database database,
    OpenRunRepository openRuns,
    JobRepository jobRepository,
    JobCatalog jobs,
    RunExecutor executor,
    LaneSet lanes,
    LaneClaims claims,
    RunLease lease,
    RunningRuns running,
    EarlyRuns early,
    RunsOptions options,
    TimeProvider time,
    ILogger<JobRunner> logger) : Service("Jobs.Runner", logger), IAcceptedRuns, ILeaseListener
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _abandon = new(Timeout.InfiniteTimeSpan, time);
    private readonly RunPoll _poll = new(database, openRuns, lanes, lease, running);
    private readonly LanePages _pages = new(database, openRuns, lanes, running);
    private volatile bool _takeUp;

    /// <summary>Takes a run that goes on after a wait.</summary>
    public void Resume(OpenRun run) => lanes.Change(run.JobId, lane => lane.AddReady(run));

    /// <summary>Looks for runs that may have become ready: a commit that failed may have happened.</summary>
    public void LookAgain() => _poll.LookAgain();

    /// <summary>Takes up what waits for jobs that can be run now.</summary>
    public void OnJobsChanged(IReadOnlyCollection<long> jobIds)
    {
        lanes.Reload(jobIds);
        _takeUp = true;
    }

    /// <inheritdoc/>
    public void OnAccepted(OpenRun run) => lanes.Change(run.JobId, lane => lane.Add(run));

    /// <inheritdoc/>
    public void OnForeign(IReadOnlyList<(long JobId, long RunId)> runs)
    {
        foreach (var (jobId, runId) in runs)
        {
            lanes.Change(jobId, lane => lane.AddStored(runId));
        }
    }

    /// <inheritdoc/>
    public void OnRefused(long instanceId)
    {
        lease.OnRefused(instanceId);
        if (instanceId != lease.InstanceId)
        {
            // A claim that was under way when the right was lost; and runs whose ends were on their way are open still.
            lanes.Void(instanceId);
            _takeUp = true;
        }
    }

    /// <inheritdoc/>
    public void OnLost()
    {
        lanes.ForEach(lane => lane.Orphan());
        running.AbandonAllBut(lease.InstanceId);
        _takeUp = true;
    }

    /// <inheritdoc/>
    public void OnOthersGone()
    {
        lanes.ForEach(lane => lane.OrphanForeign());
        _takeUp = true;
    }

    protected override async Task OnStartAsync(CancellationToken startToken)
    {
        await TakeUpAsync(startToken);
        RunLoop("claims", ClaimAllAsync);
        RunLoop("poll", PollAllAsync);
        for (var i = 0; i < options.ConcurrentMax; i++)
        {
            RunLoop("worker", WorkAsync);
        }
    }

    protected override async Task OnCloseAsync()
    {
        // Stopping has begun: no new starts. Running runs get their grace, then they are left for the next start.
        lanes.Complete();
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
        _takeUp = false;
        var waiting = await database.ReadAsync(openRuns.JobsWithRunnableAsync, cancellationToken);
        if (waiting.Any(jobId => jobs.Find(jobId) is null))
        {
            await jobs.RefreshAsync(cancellationToken);
        }

        foreach (var jobId in waiting)
        {
            if (jobs.Find(jobId) is null && await database.ReadAsync(session => jobRepository.ExistsAsync(session, jobId), cancellationToken))
            {
                RunningLog.JobHeld(logger, jobId);
                continue;
            }

            lanes.Change(jobId, lane => lane.Reschedule());
        }

        if (waiting.Count > 0)
        {
            RunningLog.TakenUp(logger, waiting.Count);
        }
    }

    private async Task ClaimAllAsync(CancellationToken stopping)
    {
        while (true)
        {
            var asked = await claims.NextAsync(stopping);
            while (!await TryAsync(() => ClaimAsync(asked, stopping)))
            {
                await Task.Delay(RetryDelay, time, stopping);
            }
        }
    }

    private async Task ClaimAsync(IReadOnlyList<RunLane> asked, CancellationToken stopping)
    {
        var (instanceId, owned) = await claims.ClaimAsync(asked, stopping);
        foreach (var lane in asked)
        {
            if (owned is null || instanceId != lease.InstanceId)
            {
                // Taken over from meanwhile: the loss is told of, and then all are asked for again.
                lane.Orphan();
                _takeUp = true;
            }
            else if (owned.Contains(lane.JobId))
            {
                lanes.Schedule(lane, lane.Own(instanceId));
            }
            else
            {
                lane.Leave();
            }
        }
    }

    private async Task PollAllAsync(CancellationToken stopping)
    {
        while (true)
        {
            await Task.Delay(RunPoll.Interval, time, stopping);
            if (_takeUp && !await TryAsync(() => TakeUpAsync(stopping)))
            {
                _takeUp = true;
            }

            if (!lease.IsOut)
            {
                lanes.Resume();
            }

            await TryAsync(() => _poll.LookAsync(stopping));
        }
    }

    private async Task WorkAsync(CancellationToken stopping)
    {
        await foreach (var lane in lanes.Turns.ReadAllAsync(stopping))
        {
            if (stopping.IsCancellationRequested)
            {
                return;
            }

            if (lease.IsOut)
            {
                // What it did now would be refused. It gets its turn again by the poll, when the lease is prolonged.
                lanes.Pause(lane);
                continue;
            }

            if (!lanes.MayStart(lane))
            {
                continue;
            }

            switch (lane.Take(out var run, out var owner, out var load))
            {
                case LaneTurn.Run:
                    await StartAsync(lane, run!, owner);
                    break;
                case LaneTurn.Load:
                    await LoadAsync(lane, load, stopping);
                    break;
            }
        }
    }

    private async Task StartAsync(RunLane lane, OpenRun run, long owner)
    {
        using var execution = running.TryEnter(run.Id, owner, _abandon.Token);
        if (execution is null)
        {
            // It was loaded again before its end was stored.
            lanes.Schedule(lane, lane.Release(run.Id));
            return;
        }

        lanes.Occupy();
        lane.ConcurrentMax = executor.ConcurrentMaxOf(run.JobId);
        lanes.Schedule(lane, lane.Reschedule());
        var end = RunEnd.Abandoned;
        try
        {
            end = await executor.ExecuteAsync(run, owner, isCertain: run.IsFresh && !lease.HasOthers, execution.Abandoned);
            if (end == RunEnd.Ready)
            {
                lane.AddReady(run.AsReady());
            }
            else if (end == RunEnd.Refused)
            {
                OnRefused(owner);
            }
        }
        catch (OperationCanceledException) when (execution.Abandoned.IsCancellationRequested)
        {
            // Left as it is stored: it runs again at the next start, or elsewhere, unless it was cancelled.
        }
        finally
        {
            if (end != RunEnd.Finished)
            {
                running.Leave(run.Id, owner);
            }

            // It begins again where this process has the lane under a new right; one that was cancelled is found gone.
            var isGivenUp = end is RunEnd.Abandoned or RunEnd.Refused && !_abandon.IsCancellationRequested;
            lanes.Schedule(lane, lane.Release(run.Id, isGivenUp ? run.AsReady() : null));
            lanes.Vacate();
            early.Look(lane.JobId);
        }
    }

    private async Task LoadAsync(RunLane lane, LaneLoad load, CancellationToken stopping)
    {
        IReadOnlyList<OpenRun> page = [];
        if (await TryAsync(async () => page = await _pages.LoadAsync(lane, load, stopping)))
        {
            lanes.Schedule(lane, lane.Loaded(load, page, isLast: page.Count < LanePages.PageSize));
            early.Look(lane.JobId);
            return;
        }

        await Task.Delay(RetryDelay, time, stopping);
        lanes.Schedule(lane, lane.LoadFailed(load));
    }

    private async Task<bool> TryAsync(Func<Task> work)
    {
        try
        {
            await work();
            Report(null);
            return true;
        }
        catch (DbException e)
        {
            RunningLog.LoadFailed(logger, e);
            Report(new HealthFault($"cannot load or claim runs: {e.Message}", "Check that the database is up; runs go on when it is back."));
            return false;
        }
    }
}
