namespace Node.Benchmarks.Retention;

/// <summary>What the runs of callers took.</summary>
/// <param name="ByKind">Milliseconds, by what the runs do.</param>
internal sealed record CallTimes(IReadOnlyDictionary<CallKind, List<double>> ByKind)
{
    public int Count => ByKind.Values.Sum(times => times.Count);

    public static string Name(CallKind kind) => kind == CallKind.Compute ? "compute runs" : "HTTP runs";
}
