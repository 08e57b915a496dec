using Node.Eth.Heads;
using Node.Eth.Primitives;
using Node.Eth.Transactions;
using Node.Testing.Chain;
using Xunit;

namespace Node.Eth.Tests.Transactions;

public sealed class BlockRuleTests
{
    private readonly ScriptedChain _chain = new();
    private readonly HeadChain _heads;

    public BlockRuleTests()
    {
        _chain.Mine(5);
        _heads = HeadChain.Of([_chain.Find(3)!.Header, _chain.Find(4)!.Header, _chain.Find(5)!.Header]);
    }

    [Fact]
    public void A_block_among_the_heads_is_canonical() =>
        Assert.Equal(BlockStanding.Canonical, BlockRule.StandingOf(_heads, 4, _chain.Find(4)!.Header.Hash));

    [Fact]
    public void Another_block_at_its_height_means_it_is_gone() =>
        Assert.Equal(BlockStanding.Gone, BlockRule.StandingOf(_heads, 4, Keccak256.Hash("another")));

    [Fact]
    public void A_height_above_the_latest_means_that_the_chain_was_cut() =>
        Assert.Equal(BlockStanding.Gone, BlockRule.StandingOf(_heads, 6, Keccak256.Hash("any")));

    [Fact]
    public void Below_what_is_kept_nothing_can_be_told()
    {
        Assert.Equal(BlockStanding.TooOldToTell, BlockRule.StandingOf(_heads, 2, _chain.Find(2)!.Header.Hash));
        Assert.Equal(BlockStanding.TooOldToTell, BlockRule.StandingOf(HeadChain.Empty, 4, _chain.Find(4)!.Header.Hash));
    }
}
