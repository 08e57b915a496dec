using Node.Benchmarks.Figures;

namespace Node.Benchmarks.Retention;

/// <summary>Latency of runs beside few stored runs and beside many: in turns, so that whatever else the machine does falls on both.</summary>
internal sealed class GrowthMeasure(HistoryNode few, HistoryNode many, FigureList figures)
{
    private const int Block = 100;
    private const int Warmup = 300;
    private const double GrowthMax = 1.2;

    /// <summary>One caller, for each kind of run.</summary>
    public async Task OneCallerAsync(int turns)
    {
        foreach (var kind in Enum.GetValues<CallKind>())
        {
            await few.CallAsync(kind, Warmup);
            await many.CallAsync(kind, Warmup);
            List<double> withFew = [], withMany = [], shares = [];
            for (var turn = 0; turn < turns; turn++)
            {
                var (a, b) = await InTurnAsync(turn, node => node.CallAsync(kind, Block));
                withFew.AddRange(a);
                withMany.AddRange(b);
                shares.Add(b.Median() / a.Median());
            }

            Add($"{CallTimes.Name(kind)}, 1 caller", withFew, withMany, shares);
        }
    }

    /// <summary>Several callers of both kinds.</summary>
    public async Task ManyCallersAsync(int callers, int turns)
    {
        Dictionary<CallKind, (List<double> Few, List<double> Many, List<double> Shares)> all = [];
        await few.CallAsync(callers, Block);
        await many.CallAsync(callers, Block);
        for (var turn = 0; turn < turns; turn++)
        {
            var (a, b) = await InTurnAsync(turn, node => node.CallAsync(callers, Block));
            foreach (var kind in a.ByKind.Keys)
            {
                all.TryAdd(kind, ([], [], []));
                all[kind].Few.AddRange(a.ByKind[kind]);
                all[kind].Many.AddRange(b.ByKind[kind]);
                all[kind].Shares.Add(b.ByKind[kind].Median() / a.ByKind[kind].Median());
            }
        }

        foreach (var (kind, times) in all)
        {
            Add($"{CallTimes.Name(kind)}, {callers} callers", times.Few, times.Many, times.Shares);
        }
    }

    // Now the one first and now the other: who comes second finds what the first has left to be done.
    private async Task<(T Few, T Many)> InTurnAsync<T>(int turn, Func<HistoryNode, Task<T>> call)
    {
        if (turn % 2 == 0)
        {
            return (await call(few), await call(many));
        }

        var second = await call(many);
        return (await call(few), second);
    }

    private void Add(string what, List<double> withFew, List<double> withMany, List<double> shares)
    {
        figures.Add($"{what}: p50 with 10 stored runs", withFew.Median(), "ms");
        figures.Add($"{what}: p50 with all stored runs", withMany.Median(), "ms");
        figures.Add($"{what}: p99 with 10 stored runs", withFew.Percentile(99), "ms");
        figures.Add($"{what}: p99 with all stored runs", withMany.Percentile(99), "ms");
        figures.Add($"{what}: growth of the latency", shares.Median(), "", Bar.AtMost(GrowthMax));
    }
}
