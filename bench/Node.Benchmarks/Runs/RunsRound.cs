namespace Node.Benchmarks.Runs;

/// <summary>What one round came to.</summary>
/// <param name="Runs">How many runs.</param>
/// <param name="Elapsed">From the first trigger until all is committed.</param>
/// <param name="NodeCpu">Processor time of this process.</param>
/// <param name="ServerCpu">Processor time of the database server; zero when there is none.</param>
/// <param name="LogBytes">Bytes of the server's write-ahead log; zero when there is none.</param>
internal sealed record RunsRound(int Runs, TimeSpan Elapsed, TimeSpan NodeCpu, TimeSpan ServerCpu, long LogBytes)
{
    public double PerSecond => Runs / Elapsed.TotalSeconds;
}
