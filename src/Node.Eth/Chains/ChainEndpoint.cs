using Node.Core.Randomness;
using Node.Eth.Primitives;
using Node.Eth.Rpc;

namespace Node.Eth.Chains;

/// <summary>A chain that is only asked: no heads, no logs, no transactions, no database.</summary>
/// <param name="options">Its options.</param>
/// <param name="transport">Carries the calls; not disposed of.</param>
public sealed class ChainEndpoint(ChainOptions options, IRpcTransport transport) : IChainEndpoint
{
    // A call or two is all that is made, so one look at the chain's id is enough.
    private static readonly TimeSpan CheckInterval = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public ChainId Id => Options.ChainId;

    /// <inheritdoc/>
    public ChainOptions Options { get; } = options;

    /// <inheritdoc/>
    public IEthClient Client { get; } = new EthClient(transport);

    /// <inheritdoc/>
    public BlockHeader? LatestHead => null;

    /// <summary>
    /// What carries calls to the first endpoint of a chain, as a running node does: reads are repeated, and an endpoint that serves
    /// another chain is not believed. Connects with the first call; disposing of <paramref name="connection"/> ends it.
    /// </summary>
    /// <param name="options">The chain's options, validated.</param>
    /// <param name="time">The clock.</param>
    /// <param name="random">Varies the pauses between repeats.</param>
    /// <param name="connection">The connection.</param>
    public static IRpcTransport Connect(ChainOptions options, TimeProvider time, IRandomSource random, out IDisposable connection)
    {
        ArgumentNullException.ThrowIfNull(options);
        var limits = new HttpRpcOptions { RequestTimeout = options.RpcTimeout, BatchItemsMax = options.RpcBatchItemsMax };
        var http = new HttpRpcTransport(new Uri(options.RpcUrls[0].Reveal()), limits, time);
        connection = http;
        var repeated = new RetryingRpcTransport(http, new RpcRetryOptions(), time, random);
        return new CheckedRpcTransport(repeated, options.ChainId, CheckInterval, time);
    }
}
