using Node.Eth.Heads;
using Node.Eth.Logs;
using Node.Eth.Primitives;
using Node.Eth.Rpc;
using Node.Testing.Chain;
using Xunit;

namespace Node.Eth.Tests.Logs;

public sealed class LogPlanTests
{
    private static readonly LogPollerOptions Options = new() { ChainId = new ChainId(1337), LogBlocksMax = 4, LogRangeBlocksMax = 10, LogCallsMax = 6 };
    private readonly ScriptedChain _chain = new();

    [Fact]
    public void Those_at_the_same_block_and_depth_share_a_group()
    {
        var chain = Kept(30, 11);
        var groups = Groups(
            chain, Served("a", 25, 1), Served("b", 25, 1), Served("c", 25, 3), Served("d", 26, 1), Served("e", 31, 1));
        Assert.Equal(
            [(25L, 28L, 2), (25L, 28L, 1), (26L, 29L, 1)], groups.Select(group => (group.From, group.To, group.Members.Count)));
    }

    [Fact]
    public void Below_the_kept_blocks_a_range_up_to_the_limit_is_read_and_it_never_reaches_into_them()
    {
        var chain = Kept(100, 11);
        var groups = Groups(chain, Served("a", 5, 1), Served("b", 85, 1), Served("c", 98, 1));
        Assert.Equal(
            [(5L, 14L, 0), (85L, 89L, 0), (98L, 100L, 3)], groups.Select(group => (group.From, group.To, group.Blocks.Count)));
    }

    [Fact]
    public void Nothing_is_read_that_is_not_deep_enough() => Assert.Empty(Groups(Kept(30, 11), Served("a", 28, 4)));

    [Fact]
    public void More_first_topics_than_the_limit_ask_for_any()
    {
        var size = new LogFetchSize(Options);
        var chain = Kept(30, 11);
        var many = Enumerable.Range(
            0, LogPlan.TopicsMax + 1).Select(i => Served($"n{i}", 30, 1, Keccak256.Hash($"{i}"))).ToArray();
        Assert.Equal(
            LogPlan.TopicsMax, LogPlan.Queries(LogPlan.Groups(many[1..], chain, size)[0], size).First().Topics[0]!.Count);
        Assert.Empty(LogPlan.Queries(LogPlan.Groups(many, chain, size)[0], size).First().Topics);
    }

    [Fact]
    public void One_that_takes_any_address_makes_the_call_of_its_group_ask_for_any()
    {
        var size = new LogFetchSize(Options);
        var any = new ServedSubscription(
            new LogSubscription { Name = "any", Address = null, Topics = [[LogRig.Topic]], Confirmations = 1, Listener = new RecordingListener() },
            new LogCursor { Name = "any", NextBlock = 30, FirstBlock = 30 });
        Assert.Empty(Assert.Single(LogPlan.Queries(LogPlan.Groups([Served("a", 30, 1), any], Kept(30, 11), size)[0], size)).Addresses);
    }

    [Fact]
    public async Task No_more_calls_than_the_limit_are_made_in_a_round()
    {
        var transport = new ScriptedTransport(_chain);
        var fetcher = new LogFetcher(new EthClient(transport), Options);
        var groups = LogPlan.Groups([Served("a", 21, 1), Served("b", 22, 1), Served("c", 29, 1)], Kept(30, 20), fetcher.Size);
        var fetched = await fetcher.FetchAsync(groups, TestContext.Current.CancellationToken);
        Assert.Equal(21, Assert.Single(fetched).Group.From);
        Assert.Equal(4, transport.CallsOf("eth_getLogs"));
    }

    [Fact]
    public void The_size_shrinks_to_one_and_grows_back_to_the_limits()
    {
        var size = new LogFetchSize(Options with { LogAddressesMax = 3 });
        var shrunk = 0;
        while (size.Shrink())
        {
            shrunk++;
        }

        Assert.Equal((1, 1, 1), (size.RangeBlocks, size.Blocks, size.Addresses));
        Assert.Equal(4, shrunk); // 10, 5, 2, 1 blocks, then 3, 1 addresses
        for (var i = 0; i < 10; i++)
        {
            size.Grow();
        }

        Assert.Equal((10, 4, 3), (size.RangeBlocks, size.Blocks, size.Addresses));
    }

    private static IReadOnlyList<LogGroup> Groups(HeadChain chain, params ServedSubscription[] served) =>
        LogPlan.Groups(served, chain, new LogFetchSize(Options));

    private static ServedSubscription Served(string name, long next, int confirmations, Hash32? topic = null) => new(
        new LogSubscription
        {
            Name = name,
            Address = LogRig.Contract,
            Topics = [[topic ?? LogRig.Topic]],
            Confirmations = confirmations,
            Listener = new RecordingListener(),
        },
        new LogCursor { Name = name, NextBlock = next, FirstBlock = next });

    private HeadChain Kept(int latest, int count)
    {
        _chain.Mine(latest);
        return HeadChain.Of(Enumerable.Range(latest - count + 1, count).Select(number => _chain.Find(number)!.Header));
    }
}
