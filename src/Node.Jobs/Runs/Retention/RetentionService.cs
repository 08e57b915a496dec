using System.Data.Common;
using Microsoft.Extensions.Logging;
using Node.Core.Services;

namespace Node.Jobs.Runs.Retention;

/// <summary>
/// Keeps the history within <see cref="RunsOptions.HistorySizeMax"/> and <see cref="RunsOptions.HistoryAgeMax"/>, and trigger keys
/// within <see cref="RunsOptions.KeyAgeMax"/>. Looks again when enough was written, and each minute.
/// </summary>
internal sealed class RetentionService(
    IHistoryKeeper keeper, RunKeyPruner keys, HistoryMeter meter, RunsOptions options, TimeProvider time, ILogger<RetentionService> logger)
    : Service("Jobs.Retention", logger)
{
    private const double FaultAbove = 1.1;
    private const string Advice = "Check that the database is up and has space; pruning goes on when it is back.";
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan KeyIntervalMax = TimeSpan.FromHours(6);
    private readonly RetentionLimits _limits = RetentionLimits.Of(options);

    /// <summary>After so many failures in a row, about a second apart, it is a fault.</summary>
    internal const int FailuresMax = 60;

    protected override Task OnStartAsync(CancellationToken startToken)
    {
        RunLoop("history", KeepHistoryAsync);
        RunLoop("keys", PruneKeysAsync);
        return Task.CompletedTask;
    }

    private async Task KeepHistoryAsync(CancellationToken stopping)
    {
        for (var failures = 0; ;)
        {
            try
            {
                Judge(await keeper.KeepAsync(_limits, stopping));
                failures = 0;
            }
            catch (DbException e) when (!stopping.IsCancellationRequested)
            {
                // For a while it may be a lock that was not to be had in time: PostgreSQL's own upkeep of a large segment does not make way for one that waits briefly.
                failures++;
                RetentionLog.NotPruned(logger, e, failures);
                Report(failures < FailuresMax ? null : new HealthFault($"the run history cannot be pruned: {e.Message}", Advice));
                await Task.Delay(StoreRetry.DelayAfter(failures), time, stopping);
                continue;
            }

            await meter.WaitAsync(_limits.StepBytes, Interval, stopping);
        }
    }

    private async Task PruneKeysAsync(CancellationToken stopping)
    {
        var pause = options.KeyAgeMax / 24 < KeyIntervalMax ? options.KeyAgeMax / 24 : KeyIntervalMax;
        while (true)
        {
            // The pause comes first: a node that starts has better things to do.
            await Task.Delay(pause, time, stopping);
            try
            {
                var count = await keys.PruneAsync(time.GetUtcNow() - options.KeyAgeMax, stopping);
                if (count > 0)
                {
                    RetentionLog.KeysPruned(logger, count);
                }
            }
            catch (DbException e) when (!stopping.IsCancellationRequested)
            {
                RetentionLog.KeysNotPruned(logger, e);
            }
        }
    }

    private void Judge(HistoryStanding standing)
    {
        if (standing.Pruned > 0)
        {
            RetentionLog.Pruned(logger, standing.Pruned, standing.Held, standing.Bytes);
        }

        Report(standing.Bytes > _limits.SizeMax * FaultAbove && standing.Pruned == 0
            ? new HealthFault(
                $"the run history takes {standing.Bytes} bytes, more than Runs:HistorySizeMax ({options.HistorySizeMax}), and nothing of it may go: {standing.Held} runs wait for finality",
                "Look at the transactions that do not become final, or allow more space.")
            : null);
    }
}
