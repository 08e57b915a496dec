namespace Node.Benchmarks;

/// <summary>The figures would not mean what they say: something was lost, wrong or missing.</summary>
internal sealed class BenchmarkException(string reason) : Exception(reason);
