using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Node.Core.Storage;
using Node.Core.Tracing;
using Node.Eth.Heads;
using Node.Eth.Keys;
using Node.Eth.Primitives;
using Node.Eth.Rpc;

namespace Node.Eth.Transactions;

/// <summary>What the transactions of one chain stand on.</summary>
internal sealed record TxDependencies
{
    /// <summary>The chain; what is signed is bound to this id.</summary>
    public required ChainId ChainId { get; init; }

    /// <summary>Blocks after which nothing is expected to change any more.</summary>
    public required int FinalityDepth { get; init; }

    /// <summary>Limits and intervals.</summary>
    public TxOptions Options { get; init; } = new();

    /// <summary>The store, migrated.</summary>
    public required Database Database { get; init; }

    /// <summary>The chain's endpoint.</summary>
    public required IEthClient Client { get; init; }

    /// <summary>The chain's newest blocks.</summary>
    public required IHeads Heads { get; init; }

    /// <summary>Signs.</summary>
    public required IKeystore Keystore { get; init; }

    /// <summary>
    /// Gives all observers; asked once, when the first block is followed, so that they may be built after this. None may join
    /// later: a
    /// transaction is reported once.
    /// </summary>
    public required Func<IEnumerable<ITxObserver>> Observers { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Makes meters; null (the default) when nothing is counted.</summary>
    public IMeterFactory? Meters { get; init; }

    /// <summary>Makes spans; null (the default) for none.</summary>
    public Traces? Traces { get; init; }

    /// <summary>Makes loggers.</summary>
    public required ILoggerFactory Loggers { get; init; }
}
