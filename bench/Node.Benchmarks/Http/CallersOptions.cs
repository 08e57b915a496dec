namespace Node.Benchmarks.Http;

/// <summary>What a process of callers is told, as JSON in its environment.</summary>
/// <param name="Port">Where the node listens on loopback.</param>
/// <param name="Path">The path to post to.</param>
/// <param name="Key">The API token.</param>
/// <param name="Secret">Its secret.</param>
/// <param name="Body">What each call sends.</param>
/// <param name="Expected">What each answer must contain.</param>
/// <param name="Callers">How many call at once, each with a connection of its own.</param>
/// <param name="WarmUpSeconds">How long they call before it counts; as often as it takes for <paramref name="WarmUpRuns"/>.</param>
/// <param name="WarmUpRuns">How many answers there are at least before it counts.</param>
/// <param name="Seconds">How long they call while it counts.</param>
/// <param name="NodeId">The process id of the node.</param>
/// <param name="ServerId">The process id of the database server; 0 for none.</param>
/// <param name="PricePort">Where to serve prices; 0 for nowhere.</param>
internal sealed record CallersOptions(
    int Port,
    string Path,
    string Key,
    string Secret,
    string Body,
    string Expected,
    int Callers,
    double WarmUpSeconds,
    int WarmUpRuns,
    double Seconds,
    int NodeId,
    int ServerId,
    int PricePort)
{
    /// <summary>The variable.</summary>
    public const string Variable = "BENCH_CALLERS";
}
