using Node.Eth.Primitives;

namespace Node.Eth.Logs;

/// <summary>How the logs of a chain are read and handed out.</summary>
public sealed record LogPollerOptions
{
    /// <summary>The chain.</summary>
    public required ChainId ChainId { get; init; }

    /// <summary>
    /// Blocks asked for in one call when catching up below the blocks kept in memory; halved while an endpoint says it is too
    /// much. Default 1,000.
    /// </summary>
    public int LogRangeBlocksMax { get; init; } = 1_000;

    /// <summary>Recent blocks asked for together, each by its hash. Default 20.</summary>
    public int LogBlocksMax { get; init; } = 20;

    /// <summary>Contracts named in one call. Default 500.</summary>
    public int LogAddressesMax { get; init; } = 500;

    /// <summary>Calls made in one round. Default 100.</summary>
    public int LogCallsMax { get; init; } = 100;

    /// <summary>
    /// How far a subscription goes back when the chain was rewritten deeper than is kept in memory, or while the node was down.
    /// Default 50.
    /// </summary>
    public int RewindBlocks { get; init; } = 50;

    /// <summary>Listeners called at the same time. Default 8.</summary>
    public int DeliveriesMax { get; init; } = 8;

    /// <summary>Time a listener may take for one delivery. Default 30 s.</summary>
    public TimeSpan DeliveryTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Wait after a first failure; doubles with each further one. Default 1 s.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait after a failure. Default 60 s.</summary>
    public TimeSpan RetryDelayMax { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How old a stored position may be when nothing was handed out; after a crash that much is read again. Default 2 s.
    /// </summary>
    public TimeSpan CursorSaveInterval { get; init; } = TimeSpan.FromSeconds(2);
}
