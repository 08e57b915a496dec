using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Node.Core.Storage;
using Node.Jobs.Runs;
using Node.Jobs.Specs;

namespace Node.Jobs.Running;

/// <summary>Ends suspended runs that wait too long or whose job is gone and all that are open for too long, and forgets the lanes of jobs that are gone.</summary>
internal sealed class RunSweeper(
    Database database,
    OpenRunRepository openRuns,
    JobRepository jobRepository,
    JobCatalog jobs,
    RunCancel cancel,
    LaneSet lanes,
    LaneClaims claims,
    RunsOptions options,
    TimeProvider time,
    ILogger<RunSweeper> logger) : Service("Jobs.Sweeper", logger)
{
    private const int PageSize = 200;
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(10);

    protected override Task OnStartAsync(CancellationToken startToken)
    {
        RunLoop("sweep", SweepAllAsync);
        return Task.CompletedTask;
    }

    private async Task SweepAllAsync(CancellationToken stopping)
    {
        var pause = options.SuspendedAgeMax / 10 < PauseMax ? options.SuspendedAgeMax / 10 : PauseMax; // AgeMax is no shorter
        for (var failures = 0; ;)
        {
            // A node whose database is back is not to wait for its turn until it is ready.
            await Task.Delay(failures == 0 ? pause : StoreRetry.DelayAfter(failures), time, stopping);
            try
            {
                await ExpireAsync(stopping);
                await EndOldAsync(stopping);
                await CancelOrphansAsync(stopping);
                await RetireLanesAsync(stopping);
                failures = 0;
                Report(null);
            }
            catch (DbException e)
            {
                failures++;
                RunningLog.SweepFailed(logger, e);
                Report(new HealthFault($"cannot end runs that waited too long: {e.Message}", "Check that the database is up; it goes on when it is back."));
            }
        }
    }

    private async Task ExpireAsync(CancellationToken cancellationToken)
    {
        var before = UtcMicros.Truncate(time.GetUtcNow() - options.SuspendedAgeMax);
        IReadOnlyList<long> page;
        do
        {
            page = await database.ReadAsync(session => openRuns.SuspendedBeforeAsync(session, before, PageSize), cancellationToken);
            foreach (var runId in page)
            {
                var reason = string.Create(
                    CultureInfo.InvariantCulture, $"the run waited longer than {options.SuspendedAgeMax} (Runs.SuspendedAgeMax) for something outside and was ended");
                if (await cancel.EndAsync(runId, RunStatus.Suspended, RunStatus.Errored, reason, cancellationToken))
                {
                    RunningLog.WaitedTooLong(logger, runId);
                }
            }
        }
        while (page.Count == PageSize);
    }

    private async Task EndOldAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - options.AgeMax;
        List<OpenRun> old;
        do
        {
            var page = await database.ReadAsync(session => openRuns.OldestAsync(session, PageSize), cancellationToken);
            old = [.. page.TakeWhile(run => run.AcceptedAt < before)];
            foreach (var run in old)
            {
                var reason = string.Create(CultureInfo.InvariantCulture, $"the run was open longer than {options.AgeMax} (Runs.AgeMax) and was ended");
                if (await cancel.EndAsync(run.Id, null, RunStatus.Errored, reason, cancellationToken))
                {
                    RunningLog.TooOld(logger, run.Id, run.JobId);
                }
            }
        }
        while (old.Count == PageSize);
    }

    private async Task CancelOrphansAsync(CancellationToken cancellationToken)
    {
        foreach (var jobId in await database.ReadAsync(openRuns.JobsWithSuspendedAsync, cancellationToken))
        {
            if (jobs.Find(jobId) is null && !await database.ReadAsync(session => jobRepository.ExistsAsync(session, jobId), cancellationToken))
            {
                await cancel.CancelSuspendedAsync(jobId, string.Create(CultureInfo.InvariantCulture, $"job {jobId} was deleted while the run waited"), cancellationToken);
            }
        }
    }

    private async Task RetireLanesAsync(CancellationToken cancellationToken)
    {
        var retired = lanes.Retire(jobId => jobs.Find(jobId) is not null);
        if (retired.Count > 0)
        {
            await claims.ReleaseAsync(retired, cancellationToken);
        }
    }
}
