using Node.Eth.Fees;
using Node.Eth.Rpc;
using Node.Eth.Tests.Transactions;
using Node.Testing.Chain;
using Xunit;

namespace Node.Eth.Tests.Fees;

public sealed class FeeSourceTests
{
    private readonly ScriptedChain _chain = new();
    private readonly ScriptedTransport _transport;
    private readonly ScriptedHeads _heads;

    public FeeSourceTests()
    {
        _transport = new ScriptedTransport(_chain);
        _heads = new ScriptedHeads(_chain);
        _heads.Sync();
    }

    [Fact]
    public async Task Asks_once_per_head()
    {
        var source = Source(new FeeOptions());
        await source.GetAsync(TestContext.Current.CancellationToken);
        await source.GetAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, _transport.CallsOf("eth_maxPriorityFeePerGas"));

        _chain.Tip = 7;
        _chain.Mine();
        _heads.Sync();
        var decision = await source.GetAsync(TestContext.Current.CancellationToken);

        Assert.Equal(7, decision.Quote!.Tip);
        Assert.Equal(2, _transport.CallsOf("eth_maxPriorityFeePerGas"));
    }

    [Fact]
    public async Task Takes_the_gas_price_apart_where_there_is_no_method_for_tips()
    {
        _transport.Faults.Add(new ScriptedFault(ScriptedFaultKind.Error)
        {
            Method = "eth_maxPriorityFeePerGas",
            Code = -32601,
            Text = "the method eth_maxPriorityFeePerGas does not exist/is not available",
        });

        var decision = await Source(new FeeOptions()).GetAsync(TestContext.Current.CancellationToken);

        Assert.Equal(_chain.Tip, decision.Quote!.Tip);
    }

    [Fact]
    public async Task Is_legacy_where_blocks_have_no_base_fee_or_the_options_say_so()
    {
        var forced = await Source(new FeeOptions { Mode = FeeMode.Legacy }).GetAsync(TestContext.Current.CancellationToken);
        _chain.BaseFee = null;
        _chain.Mine();
        _heads.Sync();
        var natural = await Source(new FeeOptions()).GetAsync(TestContext.Current.CancellationToken);

        Assert.True(forced.Quote!.IsLegacy);
        Assert.True(natural.Quote!.IsLegacy);
        Assert.Equal(_chain.Tip, natural.Quote.FeeCap);
    }

    [Fact]
    public async Task An_endpoint_that_is_away_is_the_callers_problem_and_is_not_remembered()
    {
        var source = Source(new FeeOptions());
        _transport.IsDown = true;
        await Assert.ThrowsAsync<RpcException>(() => source.GetAsync(TestContext.Current.CancellationToken));
        _transport.IsDown = false;

        Assert.NotNull((await source.GetAsync(TestContext.Current.CancellationToken)).Quote);
    }

    private FeeSource Source(FeeOptions options) => new(new EthClient(_transport), _heads, options);
}
