using DevChain.Processes;
using Node.Composition;
using Node.Core.Randomness;
using Node.Http;
using Node.Tests.Nodes;
using Node.Tests.Profiling;
using Xunit;

namespace Node.Tests.Telemetry.Alerts;

/// <summary>Alerts on the process.</summary>
[Collection(ProfiledAlone.Name)]
public sealed class ProcessAlertsTests
{
    private const int Objects = 2_000_000;

    [Fact]
    [Shows("NodeDown")]
    public async Task A_node_that_is_stopped()
    {
        using var folder = new TestFolder();
        var options = TestNode.Options(folder.Path);
        options = options with { Http = new HttpOptions { Port = FreePort.Next() } };
        AlertProbe probe;
        TestApi api;
        await using (var host = await StartAsync(options))
        {
            api = new TestApi(new Uri(host.Address), host.NewToken!.AccessKey, host.NewToken.Secret);
            probe = await AlertProbe.OfAsync(api);
            await probe.NothingFiresAsync();
        }

        using (api)
        {
            await probe.AllFireAsync();
            await using var again = await StartAsync(options);
            await probe.AllCeaseAsync();
        }
    }

    [Fact]
    [Shows("NodeGcPauses")]
    public async Task A_collector_that_stops_the_node_again_and_again()
    {
        await using var node = await TestNode.StartNewAsync(options => options);
        var probe = await AlertProbe.OfAsync(node.Api, TimeProvider.System);
        await probe.NothingFiresAsync();

        var garbage = Enumerable.Range(0, Objects).Select(i => new object[] { i }).ToArray();
        await probe.AllFireAsync(() =>
        {
            for (var i = 0; i < 5; i++)
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            }

            return Task.CompletedTask;
        });
        Assert.Equal(Objects, garbage.Length);
        garbage = [];
        await probe.AllCeaseAsync();
    }

    private static Task<NodeHost> StartAsync(NodeOptions options) =>
        NodeHost.StartAsync(options, TimeProvider.System, new SystemRandomSource(), TestContext.Current.CancellationToken);
}
