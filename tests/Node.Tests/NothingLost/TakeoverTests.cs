using System.Net;
using DevChain.Processes;
using Node.Testing;
using Node.Testing.Postgres;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.NothingLost;

/// <summary>
/// Two real processes on one PostgreSQL under work, of which one is killed: the other takes over, and nothing is lost, doubled or out of order.
/// </summary>
public sealed class TakeoverTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task What_a_killed_process_had_under_way_is_taken_over_by_the_other()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var outside = await CrashOutside.StartAsync();
        await using var chain = await CrashChain.StartAsync();
        using var folder = new TestFolder();

        // Without transactions: two processes do not send from one key.
        var work = new CrashWork(outside, chain: null);
        var nodes = new NodeProgram[2];
        var apis = new TestApi[2];
        nodes[0] = await StartAsync(FreePort.Next());
        var (key, secret) = (nodes[0].Printed("API key"), nodes[0].Printed("API secret"));
        apis[0] = new TestApi(nodes[0].Url, key, secret);
        await work.PrepareAsync(apis[0]);
        nodes[1] = await StartAsync(FreePort.Next());
        apis[1] = new TestApi(nodes[1].Url, key, secret);
        try
        {
            for (var kill = 0; kill < TestScale.Pick(2, 12); kill++)
            {
                var dead = kill % 2;
                await KillUnderWorkAsync(nodes, apis, dead, TimeSpan.FromMilliseconds(50 + (kill * 37 % 250)), work);
                await nodes[dead].DisposeAsync();
                nodes[dead] = await StartAsync(nodes[dead].Url.Port);
            }

            TestContext.Current.TestOutputHelper!.WriteLine($"{work.Checked} different runs checked");
            Assert.InRange(work.Checked, 40, int.MaxValue);
        }
        finally
        {
            foreach (var (node, api) in nodes.Zip(apis))
            {
                api.Dispose();
                await node.DisposeAsync();
            }
        }

        async Task<NodeProgram> StartAsync(int port)
        {
            var node = NodeProgram.Start(folder.Path, WholeNode.NodeSettingsOf(outside, chain, port, database.Url), "start");
            await node.UntilAsync("/ready", HttpStatusCode.OK);
            return node;
        }
    }

    private static async Task KillUnderWorkAsync(NodeProgram[] nodes, TestApi[] apis, int dead, TimeSpan after, CrashWork work)
    {
        var working = Task.WhenAll(Enumerable.Range(0, 2).Select(_ => work.RoundOnAsync(apis)));
        await Task.Delay(after, TestContext.Current.CancellationToken);
        await nodes[dead].KillAsync();
        var killedAt = TimeProvider.System.GetTimestamp();
        await working;
        try
        {
            await work.CheckAsync(apis[1 - dead], Patience);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{e.Message}\nThe dead node said:\n{nodes[dead].Said}\nThe other said:\n{nodes[1 - dead].Said}", e);
        }

        var took = TimeProvider.System.GetElapsedTime(killedAt);
        TestContext.Current.TestOutputHelper!.WriteLine($"all that was under way had ended {took} after the kill");
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(TestScale.Pick(40, 15)));
    }
}
