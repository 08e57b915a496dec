using Node.Core.Services;

namespace Node.Benchmarks.Nurses;

/// <summary>A check that answers, throws or hangs.</summary>
internal sealed class BenchCheck(string name, Func<HealthFault?> answer) : ICheckable
{
    public HealthFault? Ready() => answer();

    public IReadOnlyDictionary<string, HealthFault?> HealthReport() => new Dictionary<string, HealthFault?> { [name] = answer() };
}
