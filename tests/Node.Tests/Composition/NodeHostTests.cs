using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Node.Composition;
using Node.Core.Health;
using Node.Core.Randomness;
using Node.Eth.Keys;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Composition;

public sealed class NodeHostTests
{
    [Fact]
    public async Task A_node_is_ready_as_soon_as_it_has_started_also_when_its_keys_take_long_to_unlock()
    {
        using var folder = new TestFolder();
        var options = TestNode.Options(folder.Path) with
        {
            Keystore = new KeystoreOptions { ScryptN = 1 << 17 },

            // What the first round of checks sees stays.
            Health = new CheckerOptions { FailingPollInterval = TimeSpan.FromSeconds(15) },
        };
        await using (var first = await StartAsync(options))
        {
            await first.Services.GetRequiredService<IKeystore>().CreateAsync(TestContext.Current.CancellationToken);
        }

        await using var second = await StartAsync(options);
        using var api = new TestApi(new Uri(second.Address));
        var ready = await api.GetAsync("/ready");

        Assert.True(ready.Status == HttpStatusCode.OK, $"{ready}");
    }

    private static Task<NodeHost> StartAsync(NodeOptions options) =>
        NodeHost.StartAsync(options, TimeProvider.System, new SystemRandomSource(), TestContext.Current.CancellationToken);
}
