using System.Numerics;
using Node.Eth.Primitives;
using Node.Testing.Chain;

namespace Node.Tests.NothingLost;

/// <summary>A scripted chain that mines a few blocks each second.</summary>
internal sealed class CrashChain : IAsyncDisposable
{
    private static readonly TimeSpan BlockTime = TimeSpan.FromMilliseconds(150);

    private readonly ScriptedEthServer _server;
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _mining;

    private CrashChain(ScriptedEthServer server)
    {
        _server = server;
        _mining = MineAllAsync();
    }

    /// <summary>Where transactions go.</summary>
    public static Address Sink => Address.Parse("0x9E40733cC9df84636505f4e6Db28DCa0dC5D1bba");

    public ulong Id => _server.Chain.ChainId.Value;

    public Uri Url => _server.Url;

    public static async Task<CrashChain> StartAsync() => new(await ScriptedEthServer.StartAsync());

    public void Fund(string address) => _server.Chain.Fund(Address.Parse(address), BigInteger.Pow(10, 21));

    /// <summary>The data of all transactions that are in a block or wait for one.</summary>
    public IReadOnlyList<string> Sent()
    {
        var mined = new List<ScriptedTx>();
        for (var number = 0L; _server.Chain.Find(number) is { } block; number++)
        {
            mined.AddRange(block.Txs);
        }

        return [.. mined.Concat(_server.Chain.Pool).Where(tx => tx.To == Sink).DistinctBy(tx => tx.Hash).Select(tx => Convert.ToHexStringLower(tx.Data))];
    }

    /// <summary>The number of transactions of an account in blocks.</summary>
    public long NonceOf(string address) => _server.Chain.NonceOf(Address.Parse(address));

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _mining;
        await _server.DisposeAsync();
        _closing.Dispose();
    }

    private async Task MineAllAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(BlockTime, _closing.Token);
                _server.Chain.Mine();
            }
        }
        catch (OperationCanceledException)
        {
            // Closed.
        }
    }
}
