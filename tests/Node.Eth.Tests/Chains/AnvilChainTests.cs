using Microsoft.Extensions.Logging.Abstractions;
using Node.Core.Storage;
using Node.Eth.Heads;
using Node.Eth.Logs;
using Node.Eth.Primitives;
using Node.Eth.Rpc;
using Node.Eth.Tests.Logs;
using Node.Testing.Anvil;
using Node.Testing.Storage;
using Xunit;

namespace Node.Eth.Tests.Chains;

/// <summary>The same promises against a real client.</summary>
public sealed class AnvilChainTests(AnvilFixture fixture) : IClassFixture<AnvilFixture>, IAsyncLifetime
{
    private static readonly ChainId Id = new(31337);
    private static readonly Hash32 Topic = Keccak256.Hash("Said(bytes)");
    private TestDatabase _store = null!;
    private HttpRpcTransport _transport = null!;
    private EthClient _client = null!;
    private HeadTracker _heads = null!;
    private LogPoller _logs = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await fixture.ResetAsync();
        _store = await TestDatabase.CreateAsync(EngineKind.Sqlite, typeof(EthModule).Assembly);
        _transport = new HttpRpcTransport(fixture.Chain.RpcUrl, new HttpRpcOptions(), TimeProvider.System);
        _client = new EthClient(_transport);
        _heads = new HeadTracker("Heads", _client, new HeadTrackerOptions { ChainId = Id, HeadDepthMax = 20 }, TimeProvider.System, NullLogger<HeadTracker>.Instance);
        _logs = new LogPoller("Logs", _client, _heads, _store.Database, new LogPollerOptions { ChainId = Id }, TimeProvider.System, NullLogger<LogPoller>.Instance);
        _heads.Subscribe(_logs);
    }

    public async ValueTask DisposeAsync()
    {
        _transport.Dispose();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task Heads_link_across_any_gap()
    {
        await fixture.Chain.MineAsync(30, Token);
        await _heads.PollAsync(0, Token);
        Assert.Equal(20, _heads.Chain.Count);
        await fixture.Chain.MineAsync(7, Token);
        await _heads.PollAsync(0, Token);
        Assert.Equal(await fixture.Chain.Rpc.GetBlockNumberAsync(Token), _heads.Chain.Latest!.Number);
        Assert.NotNull(_heads.Chain.Latest.BaseFeePerGas);
    }

    [Fact]
    public async Task Logs_are_read_by_block_hash_and_a_reorg_takes_them_back()
    {
        await fixture.Chain.MineAsync(5, Token);
        var contract = await DeployAsync();
        await _heads.PollAsync(0, Token);
        var listener = new RecordingListener();
        await _logs.SubscribeAsync(new LogSubscription { Name = "job", Address = contract, Topics = [[Topic]], Listener = listener }, Token);
        await SayAsync(contract, "01");
        await RunAsync();
        await SayAsync(contract, "02");
        await SayAsync(contract, "03");
        await RunAsync();
        Assert.Equal([1, 2, 3], listener.Marks);
        var receipt = Assert.Single(await _client.GetReceiptsAsync([listener.Logs[2].TxHash], Token));
        Assert.True(receipt!.Succeeded);
        Assert.Equal(listener.Logs[2], Assert.Single(receipt.Logs) with { Topics = listener.Logs[2].Topics, Data = listener.Logs[2].Data });

        var before = _heads.Chain;
        await fixture.Chain.ReorgAsync(2, Token);
        await fixture.Chain.MineAsync(1, Token);
        await SayAsync(contract, "04");
        await RunAsync();
        Assert.False(_heads.Chain.Contains(before.Latest!.Hash));
        Assert.Equal([1, 2, 3, 4], listener.Marks);
        Assert.All(
            listener.Logs.Where(log => log.Data[0] is 1 or 4),
            log => Assert.Equal(_heads.Chain.Find(log.BlockNumber)!.Hash, log.BlockHash));
    }

    [Fact]
    public async Task An_unknown_block_is_an_error_and_a_revert_is_one_with_data()
    {
        await Assert.ThrowsAsync<RpcException>(() =>
            _client.GetLogsAsync(new LogQuery { BlockHash = Keccak256.Hash("none") }, Token));

        // PUSH1 0xab PUSH0 MSTORE8 PUSH1 1 PUSH0 REVERT
        var reverting = await DeployAsync("60ab5f5360015ffd");
        var failure = await Assert.ThrowsAsync<RpcException>(() =>
            _client.CallAsync(new CallRequest { To = reverting }, BlockTag.Latest, Token));
        Assert.Equal(RpcErrorKind.Reverted, failure.Kind);
        Assert.Equal([0xab], failure.Data);
        failure = await Assert.ThrowsAsync<RpcException>(() =>
            _client.EstimateGasAsync(new CallRequest { To = reverting }, Token));
        Assert.Equal(RpcErrorKind.Reverted, failure.Kind);
    }

    private async Task RunAsync()
    {
        await _heads.PollAsync(0, Token);
        await _heads.PollAsync(0, Token); // a fork of the same height is taken the second time it is seen
        while (await _logs.RoundAsync(Token))
        {
        }
    }

    /// <summary>Deploys runtime code; without any, a contract that writes its input as a log.</summary>
    private async Task<Address> DeployAsync(string? code = null)
    {
        code ??= "365f5f377f" + Topic.ToString()[2..] + "365fa100";
        var creation = $"60{code.Length / 2:x2}8060095f395ff3{code}";
        return (await ExecuteAsync(null, creation)).ContractAddress!.Value;
    }

    private Task<TxReceipt> SayAsync(Address contract, string data) => ExecuteAsync(contract.ToString(), data);

    private async Task<TxReceipt> ExecuteAsync(string? to, string data)
    {
        var mined = await fixture.Chain.Rpc.ExecuteAsync(fixture.Chain.Accounts[0], to, Convert.FromHexString(data), cancellationToken: Token);
        return (await _client.GetReceiptsAsync([Hash32.Parse(mined.GetProperty("transactionHash").GetString()!)], Token))[0]!;
    }
}
