using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Node.Core.Config;
using Node.Core.Storage;
using Node.Http.Auth;
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
    [InlineData("mutex", "delay/nanoseconds")]
    [InlineData("block", "delay/nanoseconds")]
    [InlineData("threadcreate", "threadcreate/count")]
    public async Task A_route_gives_a_profile(string route, string type)
    {
        var read = await ReadProfile.OfAsync(await DownloadAsync($"/debug/pprof/{route}?seconds=0.3"), Ct);

        Assert.Equal(type, read.Types[^1]);
    }

    [Fact]
    public async Task The_trace_is_one_of_the_runtime() =>
        Assert.True((await DownloadAsync("/debug/pprof/trace?seconds=0.2")).AsSpan().StartsWith("Nettrace"u8));

    [Fact]
    public async Task The_paths_of_the_field_give_the_same()
    {
        Assert.Equal("delay/nanoseconds", (await ReadProfile.OfAsync(await DownloadAsync("/v2/debug/pprof/block?seconds=0.2"), Ct)).Types[^1]);
        var threads = await ReadProfile.OfAsync(await DownloadAsync("/v2/debug/pprof/threadcreate"), Ct);
        Assert.InRange(threads.Flat[0].Value, 2, 100_000);
        foreach (var prefix in new[] { "/debug/pprof", "/v2/debug/pprof" })
        {
            Assert.Contains($"{prefix}/goroutine", (await node.Api.GetAsync(prefix)).Text, StringComparison.Ordinal);
            Assert.Contains($"{prefix}/goroutine", (await node.Api.GetAsync(prefix + "/")).Text, StringComparison.Ordinal);
            Assert.Equal("num_symbols: 0\n", (await node.Api.GetAsync(prefix + "/symbol")).Text);
            Assert.Equal("num_symbols: 0\n", (await node.Api.PostAsync(prefix + "/symbol", "0x1+0x2")).Text);
            Assert.StartsWith("Node.Tests", (await node.Api.GetAsync(prefix + "/cmdline")).Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_is_no_administrator_is_refused()
    {
        await using var other = await TestNode.StartNewAsync(options => options);
        await other.Host.Services.GetRequiredService<Database>().WriteAsync(session => session.ExecuteAsync("UPDATE api_tokens SET role = 'Edit'"), Ct);
        await other.Host.Services.GetRequiredService<ApiTokens>().LoadAsync(Ct);

        foreach (var path in new[] { "", "/profile", "/allocs", "/heap", "/goroutine", "/mutex", "/block", "/trace", "/vitals", "/cmdline", "/symbol", "/threadcreate" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await other.Api.GetAsync("/debug/pprof" + path)).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await other.Api.GetAsync("/v2/debug/pprof" + path)).Status);
        }

        Assert.Equal(HttpStatusCode.OK, (await other.Api.GetAsync("/v2/jobs")).Status);
    }

    [Fact]
    public async Task A_node_that_stops_does_not_wait_for_profiles_that_are_being_gathered()
    {
        // The nurse off: only the request below can be what is gathered for.
        using var folder = new TestFolder();
        await using var other = NodeProgram.Start(folder.Path, new Dictionary<string, string> { ["AutoPprof__Enabled"] = "false" });
        await other.UntilAsync("/ready", HttpStatusCode.OK);
        using var api = new TestApi(other.Url, other.Printed("API key"), other.Printed("API secret"));
        var asked = api.GetAsync("/debug/pprof/goroutine?seconds=120");
        var askedAt = TimeProvider.System.GetTimestamp();
        while ((await api.GetAsync("/debug/pprof/goroutine?seconds=0.1")).Status != HttpStatusCode.Conflict)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(askedAt) < TimeSpan.FromSeconds(30), "the long gathering does not begin");
            if (asked.IsCompleted)
            {
                // The short one was there first, and this one was refused.
                Assert.Equal(HttpStatusCode.Conflict, (await asked).Status);
                asked = api.GetAsync("/debug/pprof/goroutine?seconds=120");
            }

            await Task.Delay(20, Ct);
        }

        var startedAt = TimeProvider.System.GetTimestamp();
        Assert.Equal(0, await other.StopAsync());

        Assert.InRange(TimeProvider.System.GetElapsedTime(startedAt), TimeSpan.Zero, TimeSpan.FromSeconds(15));
        await Task.WhenAny(asked);
        Assert.True(asked.IsCompletedSuccessfully, $"{asked.Exception} {other.Said}");
        Assert.Equal(HttpStatusCode.OK, (await asked).Status);
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
        await using var other = NodeProgram.Start(folder.File("node"), new Dictionary<string, string> { ["AutoPprof__Enabled"] = "false" });
        await other.UntilAsync("/ready", HttpStatusCode.OK);
        var environment = new Dictionary<string, string> { ["NODE_API_KEY"] = other.Printed("API key"), ["NODE_API_SECRET"] = other.Printed("API secret") };

        var run = await CommandRun.OfAsync(
            environment, "admin", "profile", "--seconds", "0.3", "--vitals", "cpu,heap,trace", "--out", folder.File("out"), "--node", other.Url.ToString());

        Assert.True(run.ExitCode == 0, run.ToString());
        string[] ends = [.. Directory.GetFiles(folder.File("out")).Select(file => Path.GetFileName(file)!).Select(name => name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]).Order()];
        Assert.True(ends is ["cpu.pb.gz", "heap.pb.gz", "nettrace", "trace.nettrace"], run.ToString());
        Assert.Equal(4, run.Lines.Length);
        var json = await CommandRun.OfAsync(
            environment, "admin", "profile", "-s", "0.1", "--vitals", "heap", "-o", folder.File("json"), "--json", "--node", other.Url.ToString());
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

        var nurse = ill.Host.Services.GetRequiredService<Nurse>();
        await NurseBed.WaitAsync(() => nurse.Looks >= 3);

        Assert.Equal(HttpStatusCode.OK, (await ill.Nobody.GetAsync("/ready")).Status);
        Assert.Equal(HttpStatusCode.OK, (await ill.Nobody.GetAsync("/live")).Status);
    }

    private async Task<byte[]> DownloadAsync(string path)
    {
        var token = node.Host.NewToken!;
        using var http = new HttpClient { BaseAddress = node.Url };
        http.DefaultRequestHeaders.Add("X-API-KEY", token.AccessKey);
        http.DefaultRequestHeaders.Add("X-API-SECRET", token.Secret);
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative), Ct);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Ct));
        return await response.Content.ReadAsByteArrayAsync(Ct);
    }
}
