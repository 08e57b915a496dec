using Node.Eth.Heads;
using Node.Eth.Primitives;
using Node.Testing.Chain;
using Xunit;

namespace Node.Eth.Tests.Heads;

public sealed class HeadChainTests
{
    private readonly ScriptedChain _chain = new();

    [Fact]
    public void Blocks_are_found_by_height_and_by_hash()
    {
        _chain.Mine(5);
        var chain = HeadChain.Of([.. Enumerable.Range(2, 4).Select(i => _chain.Find(i)!.Header)]);
        Assert.Equal(2, chain.Oldest!.Number);
        Assert.Equal(5, chain.Latest!.Number);
        Assert.Equal(_chain.Find(3)!.Header, chain.Find(3));
        Assert.Null(chain.Find(1));
        Assert.Null(chain.Find(6));
        Assert.True(chain.Contains(_chain.Find(4)!.Header.Hash));
        Assert.False(chain.Contains(Hash32.Zero));
        Assert.Equal(1, chain.DepthOf(5));
        Assert.Equal(3, chain.DepthOf(3));
        Assert.Equal(0, chain.DepthOf(6));
    }

    [Fact]
    public void Blocks_that_do_not_link_are_refused()
    {
        _chain.Mine(3);
        Assert.Throws<ArgumentException>(() => HeadChain.Of([_chain.Find(1)!.Header, _chain.Find(3)!.Header]));
        var old = _chain.Find(3)!.Header;
        _chain.Reorg(2);
        Assert.Throws<ArgumentException>(() => HeadChain.Of([_chain.Find(2)!.Header, old]));
    }

    [Fact]
    public void An_empty_chain_answers_nothing()
    {
        Assert.Null(HeadChain.Empty.Latest);
        Assert.Null(HeadChain.Empty.Find(0));
        Assert.Equal(0, HeadChain.Empty.DepthOf(0));
    }
}
