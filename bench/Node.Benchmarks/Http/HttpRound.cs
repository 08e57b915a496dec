namespace Node.Benchmarks.Http;

/// <summary>What the callers measured in one round.</summary>
/// <param name="Runs">Answers in the measured time: finished and stored runs.</param>
/// <param name="All">Answers since the callers began, warming up included.</param>
/// <param name="Seconds">The measured time.</param>
/// <param name="P50">Of an answer, in milliseconds.</param>
/// <param name="P99">Likewise.</param>
/// <param name="Longest">Likewise.</param>
/// <param name="NodeCpu">Processor time of the node, in seconds.</param>
/// <param name="ServerCpu">Processor time of the database server, in seconds; zero when there is none.</param>
/// <param name="CallersCpu">Processor time of the callers, and of the price servers beside them, in seconds.</param>
internal sealed record HttpRound(
    int Runs, int All, double Seconds, double P50, double P99, double Longest, double NodeCpu, double ServerCpu, double CallersCpu)
{
    public double PerSecond => Runs / Seconds;
}
