using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Bridges;

/// <summary>What an operator sees of a bridge and may try with it.</summary>
public interface IBridgeProbe
{
    /// <summary>What is known of the requests to a bridge.</summary>
    BridgeStats StatsOf(string name);

    /// <summary>Asks a bridge.</summary>
    /// <param name="name">The bridge, lower case.</param>
    /// <param name="payload">What to ask; null for what was last asked.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What came of it; null when there is nothing that was last asked.</returns>
    Task<BridgeProbeAnswer?> AskAsync(string name, MapValue? payload, CancellationToken cancellationToken);
}
