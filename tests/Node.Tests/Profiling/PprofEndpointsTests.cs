using System.Net;
using System.Text.Json.Nodes;
using Node.Core.Config;
using Node.Profiling;
using Node.Tests.Commands;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Profiling;

[Collection(ProfiledAlone.Name)]
public sealed class PprofEndpointsTests(TestNode node) : IClassFixture<TestNode>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("profile", "cpu/nanoseconds")]
    [InlineData("allocs", "alloc_space/bytes")]
    [InlineData("goroutine", "threads/count")]
    [InlineData("heap", "inuse_space/bytes")]
    public async Task A_route_gives_a_profile(string route, string type)
    {
        var token = node.Host.NewToken!;
        using var http = new HttpClient { BaseAddress = node.Url };
        http.DefaultRequestHeaders.Add("X-API-KEY", token.AccessKey);
        http.DefaultRequestHeaders.Add("X-API-SECRET", token.Secret);

        using var response = await http.GetAsync(new Uri($"/debug/pprof/{route}?seconds=0.3", UriKind.Relative), Ct);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Ct));
        var read = await ReadProfile.OfAsync(await response.Content.ReadAsByteArrayAsync(Ct), Ct);

        Assert.Equal(type, read.Types[^1]);
    }

    [Theory]
    [InlineData("/debug/pprof/profile?seconds=0")]
    [InlineData("/debug/pprof/profile?seconds=301")]
    [InlineData("/debug/pprof/heap?seconds=x")]
    [InlineData("/debug/pprof/vitals?vitals=cpu,nope")]
    public async Task A_wrong_question_is_refused(string path) => Assert.Equal(HttpStatusCode.UnprocessableEntity, (await node.Api.GetAsync(path)).Status);

    [Fact]
    public async Task A_second_gathering_at_the_same_time_is_refused()
    {
        var answers = await Task.WhenAll(
            node.Api.GetAsync("/debug/pprof/goroutine?seconds=1"), node.Api.GetAsync("/debug/pprof/goroutine?seconds=1"));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], answers.Select(answer => answer.Status).Order());
    }

    [Fact]
    public async Task The_command_writes_the_profiles_and_the_raw_traces()
    {
        // A process of its own: what the tests have loaded into theirs may be more than a raw trace may hold.
        using var folder = new TestFolder();
        Directory.CreateDirectory(folder.File("node"));
        await using var other = NodeProgram.Start(folder.File("node"));
        await other.UntilAsync("/ready", HttpStatusCode.OK);
        var environment = new Dictionary<string, string> { ["NODE_API_KEY"] = other.Printed("API key"), ["NODE_API_SECRET"] = other.Printed("API secret") };

        var run = await CommandRun.OfAsync(
            environment, "admin", "profile", "--seconds", "0.3", "--vitals", "cpu,heap,trace", "--out", folder.File("out"), "--node", other.Url.ToString());

        Assert.True(run.ExitCode == 0, run.ToString());
        string[] ends = [.. Directory.GetFiles(folder.File("out")).Select(file => Path.GetFileName(file)!).Select(name => name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]).Order()];
        Assert.True(ends is ["cpu.pb.gz", "heap.pb.gz", "nettrace", "trace.nettrace"], run.ToString());
        Assert.Equal(4, run.Lines.Length);
        var json = await CommandRun.OfAsync(
            environment, "admin", "profile", "--seconds", "0.1", "--vitals", "heap", "--out", folder.File("json"), "--json", "--node", other.Url.ToString());
        Assert.Equal(Directory.GetFiles(folder.File("json")).Order(), JsonNode.Parse(json.Out)!["files"]!.AsArray().Select(file => file!.GetValue<string>()).Order());
        Assert.Equal(2, (await CommandRun.OfAsync(environment, "admin", "profile", "--seconds", "0")).ExitCode);
        Assert.Equal(2, (await CommandRun.OfAsync(environment, "admin", "profile", "--vitals", "nope")).ExitCode);
    }

    [Fact]
    public async Task A_node_whose_every_check_trips_and_whose_folder_cannot_be_written_runs_on()
    {
        using var folder = new TestFolder();
        var root = folder.Write("profiles", "a file in its place");
        await using var ill = await TestNode.StartNewAsync(options => options with
        {
            AutoPprof = new AutoPprofOptions
            {
                ProfileRoot = root, PollInterval = TimeSpan.FromMilliseconds(100), MemThreshold = new FileSize(1), GoroutineThreshold = 1,
            },
        });

        await Task.Delay(500, Ct);

        Assert.Equal(HttpStatusCode.OK, (await ill.Nobody.GetAsync("/ready")).Status);
        Assert.Equal(HttpStatusCode.OK, (await ill.Nobody.GetAsync("/live")).Status);
    }
}
