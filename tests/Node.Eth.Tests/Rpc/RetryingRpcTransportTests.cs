using Node.Eth.Primitives;
using Node.Eth.Rpc;
using Node.Testing;
using Node.Testing.Chain;
using Xunit;

namespace Node.Eth.Tests.Rpc;

public sealed class RetryingRpcTransportTests
{
    private readonly ScriptedChain _chain = new();
    private readonly ScriptedTransport _inner;
    private readonly EthClient _client;

    public RetryingRpcTransportTests()
    {
        _inner = new ScriptedTransport(_chain);
        var options = new RpcRetryOptions { RetriesMax = 2, Delay = TimeSpan.FromMilliseconds(1) };
        _client = new EthClient(new RetryingRpcTransport(_inner, options, TimeProvider.System, new SeededRandom(1)));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ScriptedFaultKind.Reset)]
    [InlineData(ScriptedFaultKind.Error)]
    public async Task A_read_that_fails_for_a_moment_is_repeated(ScriptedFaultKind kind)
    {
        _inner.Faults.Add(new ScriptedFault(kind) { Times = 2 });
        Assert.Equal(new ChainId(1337), await _client.GetChainIdAsync(Token));
        Assert.Equal(3, _inner.Requests);
    }

    [Theory]
    [InlineData(ScriptedFaultKind.Reset)]
    [InlineData(ScriptedFaultKind.Error)]
    public async Task After_the_last_repeat_the_failure_is_passed_on(ScriptedFaultKind kind)
    {
        _inner.Faults.Add(new ScriptedFault(kind) { Times = 3 });
        await Assert.ThrowsAsync<RpcException>(() => _client.GetChainIdAsync(Token));
        Assert.Equal(3, _inner.Requests);
    }

    [Fact]
    public async Task What_is_refused_for_good_is_not_repeated()
    {
        _inner.Faults.Add(new ScriptedFault(ScriptedFaultKind.Error) { Code = -32601 });
        await Assert.ThrowsAsync<RpcException>(() => _client.GetChainIdAsync(Token));
        Assert.Equal(1, _inner.Requests);
    }

    [Fact]
    public async Task Sending_a_transaction_is_never_repeated()
    {
        _inner.Faults.Add(new ScriptedFault(ScriptedFaultKind.LostAnswer));
        await Assert.ThrowsAsync<RpcException>(() => _client.SendRawTransactionAsync(new byte[] { 0xc0 }, Token));
        Assert.Equal(1, _inner.CallsOf("eth_sendRawTransaction"));
    }

    [Fact]
    public async Task Of_a_batch_only_what_is_missing_is_asked_again()
    {
        _chain.Emit(Address.Zero, []);
        var block = _chain.Mine();
        var answers = await _client.GetLogsAsync([new LogQuery { BlockHash = block.Header.Hash }, new LogQuery { FromBlock = 0, ToBlock = 1 }], Token);
        Assert.Equal(1, _inner.Requests);
        Assert.All(answers, logs => Assert.Single(logs));

        var failure = await Assert.ThrowsAsync<RpcException>(
            () => _client.GetLogsAsync([new LogQuery { BlockHash = block.Header.Hash }, new LogQuery { BlockHash = Hash32.Zero }], Token));
        Assert.True(failure.IsTransient);
        Assert.Equal(4, _inner.Requests);
        Assert.Equal(2 + 2 + 1 + 1, _inner.CallsOf("eth_getLogs"));
    }

    [Fact]
    public async Task A_wait_that_the_endpoint_asks_for_is_kept_within_the_limit()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var options = new RpcRetryOptions { RetriesMax = 1, Delay = TimeSpan.FromMilliseconds(1), DelayMax = TimeSpan.FromSeconds(5) };
        var asks = new AskingTransport(TimeSpan.FromSeconds(3600));
        var call = new RetryingRpcTransport(asks, options, time, new SeededRandom(1)).SendAsync([new RpcRequest("eth_chainId", "[]")], Token);
        time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Equal(1, asks.Calls);
        time.Advance(TimeSpan.FromSeconds(0.2));
        await Assert.ThrowsAsync<RpcException>(() => call.WaitAsync(TimeSpan.FromSeconds(10), Token));
        Assert.Equal(2, asks.Calls);
    }

    private sealed class AskingTransport(TimeSpan wait) : IRpcTransport
    {
        public int Calls { get; private set; }

        public Task<IReadOnlyList<RpcResponse>> SendAsync(IReadOnlyList<RpcRequest> batch, CancellationToken cancellationToken)
        {
            Calls++;
            throw new RpcException(RpcErrorKind.RateLimited, "slow down") { RetryAfter = wait };
        }
    }
}
