using Microsoft.Extensions.Time.Testing;
using Node.Eth.Primitives;
using Node.Eth.Rpc;
using Node.Testing.Chain;
using Xunit;

namespace Node.Eth.Tests.Rpc;

public sealed class CheckedRpcTransportTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedTransport _inner = new(new ScriptedChain());
    private readonly EthClient _client;

    public CheckedRpcTransportTests() =>
        _client = new EthClient(new CheckedRpcTransport(_inner, new ChainId(1337), TimeSpan.FromSeconds(60), _time));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_chain_is_asked_once_a_minute_and_not_with_every_call()
    {
        for (var i = 0; i < 5; i++)
        {
            await _client.GetGasPriceAsync(Token);
        }

        Assert.Equal(1, _inner.CallsOf("eth_chainId"));
        _time.Advance(TimeSpan.FromSeconds(60));
        await _client.GetGasPriceAsync(Token);
        Assert.Equal(2, _inner.CallsOf("eth_chainId"));
    }

    [Fact]
    public async Task An_endpoint_of_another_chain_is_asked_nothing()
    {
        _inner.Rpc.ClaimedChainId = 1;
        var failure = await Assert.ThrowsAsync<RpcException>(() => _client.GetGasPriceAsync(Token));
        Assert.Contains("serves chain 1 and not chain 1337", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, _inner.CallsOf("eth_gasPrice"));
        _inner.Rpc.ClaimedChainId = null;
        await _client.GetGasPriceAsync(Token);
    }

    [Fact]
    public async Task After_a_failure_the_chain_is_asked_again()
    {
        await _client.GetGasPriceAsync(Token);
        _inner.Faults.Add(new ScriptedFault(ScriptedFaultKind.Reset));
        await Assert.ThrowsAsync<RpcException>(() => _client.GetGasPriceAsync(Token));
        _inner.Rpc.ClaimedChainId = 1; // what came back is another endpoint
        await Assert.ThrowsAsync<RpcException>(() => _client.GetGasPriceAsync(Token));
    }
}
