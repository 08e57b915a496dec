using Node.Core.Config;
using Node.Eth.Chains;
using Node.Eth.Primitives;
using Xunit;

namespace Node.Eth.Tests.Chains;

public sealed class ChainOptionsTests
{
    private static readonly ChainOptions Good = new() { ChainId = new ChainId(1), RpcUrls = [new Secret("https://node.example/v3/s3cr3t")] };

    [Fact]
    public void The_defaults_need_only_an_id_and_an_endpoint() => Assert.Empty(FaultsOf(Good));

    [Fact]
    public void All_faults_are_said_at_once_by_key()
    {
        var faults = FaultsOf(new ChainOptions
        {
            HeadPollInterval = TimeSpan.Zero,
            NoNewHeadsThreshold = TimeSpan.FromSeconds(-1),
            FinalityDepth = 0,
            HeadDepthMax = 0,
            MinIncomingConfirmations = 0,
            MinContractPaymentJuels = -1,
            GasLimitDefault = 1,
            LogRangeBlocksMax = 0,
            RpcTimeout = TimeSpan.Zero,
            RpcBatchItemsMax = 0,
        });
        Assert.Equal(12, faults.Select(fault => fault.Key).Distinct().Count());
    }

    [Theory]
    [InlineData("ws://node.example")]
    [InlineData("node.example")]
    [InlineData("")]
    public void A_url_that_cannot_be_used_is_refused_without_being_shown(string url)
    {
        var fault = Assert.Single(FaultsOf(Good with { RpcUrls = [new Secret("http://a"), new Secret(url)] }));
        Assert.Equal("RpcUrls:1", fault.Key);
        Assert.DoesNotContain("node.example", fault.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Fewer_blocks_than_finality_needs_are_not_enough() =>
        Assert.Equal("HeadDepthMax", Assert.Single(FaultsOf(Good with { FinalityDepth = 101 })).Key);

    [Fact]
    public void Urls_are_not_shown_with_the_options() =>
        Assert.DoesNotContain("s3cr3t", Good.ToString(), StringComparison.Ordinal);

    private static IReadOnlyList<ConfigFault> FaultsOf(ChainOptions options)
    {
        var faults = new ConfigFaults();
        options.Validate(faults);
        return faults.All;
    }
}
