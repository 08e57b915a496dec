using System.Data.Common;
using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Node.Core.Storage;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Runs;

namespace Node.Jobs.Running;

/// <summary>Lets runs go on whose tasks waited for an instant. Every process looks; a wait is answered once.</summary>
internal sealed class RunAlarm(
    Database database,
    OpenRunRepository openRuns,
    RunWaitRepository waits,
    RunResumer resumer,
    TimeProvider time,
    ILogger<RunAlarm> logger) : Service("Jobs.Alarm", logger)
{
    /// <summary>The time between two looks; so late a run may go on.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private const int AtOnceMax = 200;

    protected override Task OnStartAsync(CancellationToken startToken)
    {
        RunLoop("wake", WakeAllAsync);
        return Task.CompletedTask;
    }

    private async Task WakeAllAsync(CancellationToken stopping)
    {
        while (true)
        {
            await Task.Delay(Interval, time, stopping);
            try
            {
                while (await WakeAsync(stopping))
                {
                    // There may be more.
                }

                Report(null);
            }
            catch (DbException e)
            {
                RunningLog.AlarmFailed(logger, e);
                Report(new HealthFault($"cannot look for sleeping runs: {e.Message}", "Check that the database is up; they go on when it is back."));
            }
        }
    }

    private async Task<bool> WakeAsync(CancellationToken cancellationToken)
    {
        var due = await database.ReadAsync(session => waits.DueAsync(session, time.GetUtcNow(), AtOnceMax), cancellationToken);
        foreach (var wait in due)
        {
            await database.WriteAsync(session => WakeAsync(session, wait), cancellationToken);
        }

        return due.Count == AtOnceMax;
    }

    private async Task<bool> WakeAsync(WriteSession session, RunWait wait)
    {
        if (await openRuns.FindForUpdateAsync(session, wait.RunId) is { } run)
        {
            return await resumer.AnswerAsync(session, run, wait.TaskName, TaskResult.Ok(PipelineValue.Null));
        }

        // Its run has ended, and what it waited for went with it or is left over.
        await waits.RemoveAsync(session, wait.RunId, wait.TaskName);
        return false;
    }
}
