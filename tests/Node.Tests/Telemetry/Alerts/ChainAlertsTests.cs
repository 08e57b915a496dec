using System.Net;
using Node.Core.Config;
using Node.Eth.Chains;
using Node.Testing.Chain;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Telemetry.Alerts;

/// <summary>Alerts on a chain and its endpoint.</summary>
public sealed class ChainAlertsTests : IAsyncLifetime
{
    private ScriptedEthServer _server = null!;

    private ScriptedChain Chain => _server.Chain;

    public async ValueTask InitializeAsync() => _server = await ScriptedEthServer.StartAsync();

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    [Shows("NodeNotReady", "NodeCheckFailing", "ChainCallsFail")]
    public async Task An_endpoint_that_is_away()
    {
        await using var node = await StartAsync();
        var probe = await AlertProbe.OfAsync(node.Api);
        await probe.NothingFiresAsync();

        _server.Faults.Add(new ScriptedFault(ScriptedFaultKind.Status) { Times = int.MaxValue });
        await probe.AllFireAsync();
        Assert.Equal(HttpStatusCode.OK, (await node.Nobody.GetAsync("/live")).Status);

        _server.Faults.Clear();
        await probe.AllCeaseAsync();
    }

    [Fact]
    [Shows("ChainHeadsStalled")]
    public async Task A_chain_that_stands_still()
    {
        var time = new ShiftedTime();
        time.SetTo(Chain.Latest.Header.Timestamp.AddSeconds(2));
        await using var node = await StartAsync(time);
        var probe = await AlertProbe.OfAsync(node.Api);
        await probe.NothingFiresAsync();

        time.Shift(TimeSpan.FromMinutes(10));
        await probe.AllFireAsync();

        // A block of this chain is twelve seconds younger than the one before.
        Chain.Mine(50);
        await probe.AllCeaseAsync();
    }

    [Fact]
    [Shows("ChainReorganised")]
    public async Task Many_blocks_that_are_replaced()
    {
        Chain.Mine(30);
        await using var node = await StartAsync();
        var probe = await AlertProbe.OfAsync(node.Api);
        await probe.NothingFiresAsync();

        // One that is not deep is daily business.
        Chain.Reorg(2);
        await UntilAsync(node, scrape => scrape.Sum("node_reorgs_total") > 0);
        await probe.NothingFiresAsync();

        Chain.Reorg(12);
        await probe.AllFireAsync();
        await probe.AllCeaseAsync();
    }

    private Task<TestNode> StartAsync(TimeProvider? time = null) => TestNode.StartNewAsync(
        options => options with
        {
            Chains =
            [
                new ChainOptions { ChainId = Chain.ChainId, RpcUrls = [new Secret(_server.Url.ToString())], HeadPollInterval = TimeSpan.FromMilliseconds(50), NoNewHeadsThreshold = TimeSpan.Zero },
            ],
        },
        time);

    private static async Task UntilAsync(TestNode node, Predicate<Scrape> isSo)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (!isSo(await Scrape.ReadAsync(node.Api)))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < TimeSpan.FromSeconds(30), "the node does not see what happened");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
