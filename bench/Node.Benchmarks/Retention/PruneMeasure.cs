using System.Data.Common;
using System.Diagnostics;
using Node.Benchmarks.Figures;
using Node.Jobs.Runs;

namespace Node.Benchmarks.Retention;

/// <summary>Taking everything away beside callers: first the finished runs, then their trigger keys.</summary>
internal sealed class PruneMeasure(HistoryNode node, int callers, FigureReport report, FigureList figures)
{
    private const int IdleRunsEach = 250;
    private const int AttemptsMax = 120;
    private const double SlowerMax = 5;
    private static readonly TimeSpan Long = TimeSpan.FromDays(1000);

    public async Task RunAsync()
    {
        var idle = await node.CallAsync(callers, IdleRunsEach);
        foreach (var (kind, times) in idle.ByKind)
        {
            figures.Add($"{CallTimes.Name(kind)}, {callers} callers: p50 idle", times.Median(), "ms");
            figures.Add($"{CallTimes.Name(kind)}, {callers} callers: p99 idle", times.Percentile(99), "ms");
        }

        await BesideAsync("runs", idle, node.CountAsync, KeepAsync);

        // Keys of the callers' own runs as well, as far as these have ended.
        await BesideAsync("keys", idle, node.KeyCountAsync, () => node.Keys.PruneAsync(TimeProvider.System.GetUtcNow(), CancellationToken.None));
    }

    // As the node's service does: a lock that was not to be had in time is asked for again.
    private async Task KeepAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await node.Keeper.KeepAsync(new RetentionLimits(16_000_000, Long), CancellationToken.None);
                return;
            }
            catch (DbException) when (attempt < AttemptsMax)
            {
                await Task.Delay(StoreRetry.DelayAfter(attempt));
            }
        }
    }

    private async Task BesideAsync(string what, CallTimes idle, Func<Task<long>> count, Func<Task> prune)
    {
        var before = await count();
        using var stop = new CancellationTokenSource();
        var calling = node.CallAsync(callers, int.MaxValue / 2, stop.Token);
        var startedAt = Stopwatch.GetTimestamp();
        await prune();
        var took = Stopwatch.GetElapsedTime(startedAt);
        await stop.CancelAsync();
        var busy = await calling;
        var pruned = before - await count() + busy.Count;
        report.Progress($"pruned {pruned} {what} in {took.TotalSeconds:0.0} s beside {busy.Count} new ones");
        if (pruned < before / 2)
        {
            throw new BenchmarkException($"only {pruned} of {before} {what} were pruned: there was nothing to be measured");
        }

        figures.Add($"pruning {what}", took.TotalSeconds, "s");
        figures.Add($"pruning {what}: pruned", pruned, "");
        foreach (var (kind, times) in busy.ByKind)
        {
            var name = $"{CallTimes.Name(kind)} while pruning {what}";
            figures.Add($"{name}: p50", times.Median(), "ms");
            figures.Add($"{name}: p99", times.Percentile(99), "ms");
            figures.Add($"{name}: p99 by p99 idle", times.Percentile(99) / idle.ByKind[kind].Percentile(99), "", Bar.AtMost(SlowerMax));
            figures.Add($"{name}: longest", times.Max(), "ms");
        }
    }
}
