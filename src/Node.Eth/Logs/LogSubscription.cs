using Node.Eth.Primitives;

namespace Node.Eth.Logs;

/// <summary>A durable wish for the logs of one contract.</summary>
public sealed record LogSubscription
{
    /// <summary>Characters a name may have.</summary>
    public const int NameCharsMax = 200;

    /// <summary>Unique on its chain. The position reached is stored under it and survives a restart.</summary>
    public required string Name { get; init; }

    /// <summary>The contract.</summary>
    public required Address? Address { get; init; }

    /// <summary>
    /// Per topic position the values accepted; a null or empty position, and positions beyond the list, accept any. Default: any
    /// log.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<Hash32>?> Topics { get; init; } = [];

    /// <summary>How deep a block must lie before its logs are handed out; 1 (the default) is as soon as it is mined.</summary>
    public int Confirmations { get; init; } = 1;

    /// <summary>Who takes the logs.</summary>
    public required ILogListener Listener { get; init; }
}
