using Node.Eth.Heads;
using Node.Eth.Rpc;

namespace Node.Eth.Tests.Transactions;

/// <summary>The heads of a real chain, read whole when the test says so.</summary>
internal sealed class PolledHeads(IEthClient client) : IHeads
{
    public HeadChain Chain { get; private set; } = HeadChain.Empty;

    public IDisposable Subscribe(IHeadListener listener) => new NoSubscription();

    /// <summary>Looks at the chain now.</summary>
    public async Task SyncAsync(CancellationToken cancellationToken)
    {
        var latest = await client.GetHeaderAsync(BlockTag.Latest, cancellationToken);
        var count = (int)Math.Min(50, latest!.Number + 1);
        var headers = await client.GetHeadersAsync(latest.Number - count + 1, count, cancellationToken);
        Chain = HeadChain.Of(headers.Select(header => header!));
    }

    private sealed class NoSubscription : IDisposable
    {
        public void Dispose()
        {
            // Nobody is told: the test moves the services by hand.
        }
    }
}
