using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Node.Eth.Primitives;
using Node.Testing.Chain;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Commands.Recordings;

/// <summary>A dry run that is recorded and replayed prints the same record, byte for byte, with nobody there to be asked.</summary>
public sealed class RecordReplayTests
{
    private const string Contract = "0x9E40733cC9df84636505f4e6Db28DCa0dC5D1bba";

    [Fact]
    public async Task Each_sample_is_replayed_identically()
    {
        using var call = new Call();
        var vars = call.Write("vars.json", """{"jobRun": {"requestBody": "{\"prices\": [1, 2.5, 4]}", "meta": null}}""");
        var samples = Directory.GetFiles(Path.Combine(Root(), "samples", "jobs"), "*.toml");
        Assert.NotEmpty(samples);
        await using var adapter = await Outside.StartAsync(context => context.Response.WriteAsync("{\"data\": {\"result\": 2500.25}}"));
        string[] bridges = ["--bridge", $"price-a={adapter.Url}", "--bridge", $"price-b={adapter.Url}", "--bridge", $"PRICE-C={adapter.Url}x?y=hidden"];
        foreach (var sample in samples)
        {
            string[] recording = ["jobs", "run", sample, "--vars", vars, "--record", call.PathOf("recording.json"), "--json", .. bridges];
            var recorded = await call.RunAsync(recording);
            Assert.DoesNotContain("hidden", await File.ReadAllTextAsync(call.PathOf("recording.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
            var replayed = await call.RunAsync("jobs", "run", sample, "--replay", call.PathOf("recording.json"), "--json");
            Assert.True(recorded.ExitCode == 0, $"{sample}: {recorded.Out}{recorded.Error}");
            Assert.Equal(recorded.Out, replayed.Out);
        }

        Assert.Equal(3, adapter.Requests);
    }

    [Fact]
    public async Task Bridges_are_replayed_with_their_faults_and_with_answers_that_were_to_come_later()
    {
        using var call = new Call();
        var spec = call.Write("job.toml", Spec("""
            good  [type=bridge name=good]
            bad   [type=bridge name=bad retries=2 minBackoff=<1ms> maxBackoff=<2ms>]
            gone  [type=bridge name=gone]
            later [type=bridge name=later async=true]
            """));
        (int ExitCode, string Out, string Error) recorded;
        await using (var adapter = await Outside.StartAsync(async context =>
        {
            context.Response.StatusCode = context.Request.Path == "/bad" ? 503 : 200;
            if (context.Request.Path == "/later")
            {
                context.Response.Headers["X-Chainlink-Pending"] = "1";
            }

            await context.Response.WriteAsync("{\"error\": \"busy\"}");
        }))
        {
            string[] bridges = ["--bridge", $"good={adapter.Url}", "--bridge", $"bad={adapter.Url}bad", "--bridge", $"later={adapter.Url}later"];
            recorded = await call.RunAsync(["jobs", "run", spec, "--record", call.PathOf("recording.json"), "--json", .. bridges]);
            Assert.Equal(5, adapter.Requests);
        }

        var replayed = await call.RunAsync("jobs", "run", spec, "--replay", call.PathOf("recording.json"), "--json");
        Assert.Equal(recorded.Out, replayed.Out);
        Assert.Equal((1, 1), (recorded.ExitCode, replayed.ExitCode));
        Assert.Contains("--bridge gone=URL", recorded.Out, StringComparison.Ordinal);
        Assert.Contains("the answer of bridge later", recorded.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("good")]
    [InlineData("=http://a/")]
    [InlineData("a b=http://a/")]
    [InlineData("a=ftp://a/")]
    public async Task A_bridge_without_a_name_or_a_place_is_wrong_use(string bridge)
    {
        using var call = new Call();
        var run = await call.RunAsync("jobs", "run", call.Write("job.toml", Spec("a [type=memo value=1]")), "--bridge", bridge);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("NAME=URL", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_outside_said_is_replayed_offline_with_its_faults_times_and_chance()
    {
        using var call = new Call();
        string spec;
        (int ExitCode, string Out, string Error) recorded;
        await using (var server = new LoopbackPrices())
        {
            call.Set("OutboundHttp__AllowedHosts__0__Host", server.Authority);
            call.Set("OutboundHttp__AllowedHosts__0__Jobs__0", "*");
            spec = call.Write("job.toml", HttpSpec(server.Authority));
            recorded = await call.RunAsync("jobs", "run", spec, "--record", call.PathOf("recording.json"), "--json");
            Assert.True(recorded.ExitCode == 0, recorded.Out + recorded.Error);
            Assert.True(server.Requests >= 5, $"{server.Requests} requests");
        }

        call.Reset();
        for (var i = 0; i < 3; i++)
        {
            var replayed = await call.RunAsync("jobs", "run", spec, "--replay", call.PathOf("recording.json"), "--json");
            Assert.Equal(recorded.Out, replayed.Out);
            Assert.Equal(recorded.ExitCode, replayed.ExitCode);
        }

        using var record = JsonDocument.Parse(recorded.Out);
        Assert.Equal("Completed", record.RootElement.GetProperty("state").GetString());
        var broken = record.RootElement.GetProperty("tasks").EnumerateArray().Single(task => task.GetProperty("name").GetString() == "broken");
        Assert.Equal(3, broken.GetProperty("tries").GetInt32());
    }

    [Fact]
    public async Task Chains_are_asked_and_replayed_and_a_transaction_is_only_shown()
    {
        using var call = new Call();
        var spec = call.Write("job.toml", ChainSpec());
        (int ExitCode, string Out, string Error) recorded;
        await using (var server = await ScriptedEthServer.StartAsync())
        {
            server.Chain.OnCall(Address.Parse(Contract), 0x01020304, _ => [.. new byte[31], 42]);
            call.Set("Chains__0__ChainId", "1337");
            call.Set("Chains__0__RpcUrls__0", server.Url.AbsoluteUri);
            recorded = await call.RunAsync("jobs", "run", spec, "--record", call.PathOf("recording.json"), "--json");
            Assert.True(recorded.ExitCode == 0, recorded.Out + recorded.Error);
            Assert.Empty(server.Chain.Pool);
        }

        var replayed = await call.RunAsync("jobs", "run", spec, "--replay", call.PathOf("recording.json"), "--json");
        Assert.Equal(recorded.Out, replayed.Out);
        using var record = JsonDocument.Parse(recorded.Out);
        var tasks = record.RootElement.GetProperty("tasks").EnumerateArray().ToDictionary(task => task.GetProperty("name").GetString()!);
        var wouldSend = tasks["send"].GetProperty("out").GetProperty("wouldSend");
        Assert.Equal(Contract, wouldSend.GetProperty("to").GetString());
        Assert.True(wouldSend.GetProperty("gasEstimate").GetInt64() >= 21_000, wouldSend.GetRawText());
        Assert.Contains("2a\"", tasks["asked"].GetProperty("out").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_chain_a_transaction_is_shown_and_a_call_says_what_is_missing()
    {
        using var call = new Call();
        var run = await call.RunAsync("jobs", "run", call.Write("job.toml", ChainSpec()), "--json");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("chain 1337 is not configured", run.Out, StringComparison.Ordinal);
        var send = call.Write("send.toml", Spec($"send [type=ethtx to=\"{Contract}\" data=\"0x01\" evmChainID=1337]"));
        var shown = await call.RunAsync("jobs", "run", send);
        Assert.Equal(0, shown.ExitCode);
        Assert.Contains("wouldSend", shown.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recording_of_another_run_is_no_answer()
    {
        using var call = new Call();
        var spec = call.Write("job.toml", Spec("a [type=memo value=1]"));
        Assert.Equal(0, (await call.RunAsync("jobs", "run", spec, "--record", call.PathOf("recording.json"))).ExitCode);
        var other = call.Write("other.toml", Spec("a [type=http url=\"https://prices.example/\"]"));
        var run = await call.RunAsync("jobs", "run", other, "--replay", call.PathOf("recording.json"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("the recording has no such request", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("{\"v\": 2}")]
    [InlineData("[]")]
    public async Task A_file_that_is_no_recording_is_named(string text)
    {
        using var call = new Call();
        var spec = call.Write("job.toml", Spec("a [type=memo value=1]"));
        var run = await call.RunAsync("jobs", "run", spec, "--replay", call.Write("recording.json", text));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("recording.json is not a recording", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recording_holds_no_address_beyond_the_host()
    {
        using var call = new Call();
        await using var server = new LoopbackPrices();
        call.Set("OutboundHttp__AllowedHosts__0__Host", server.Authority);
        call.Set("OutboundHttp__AllowedHosts__0__Jobs__0", "*");
        var spec = call.Write("job.toml", Spec($"a [type=http url=\"http://{server.Authority}/price/7?api_key=hidden1\" headers=<[\"X-Api-Key\", \"hidden2\"]>]"));
        var run = await call.RunAsync("jobs", "run", spec, "--record", call.PathOf("recording.json"));
        Assert.Equal(0, run.ExitCode);
        var text = await File.ReadAllTextAsync(call.PathOf("recording.json"), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("hidden", text, StringComparison.Ordinal);
        Assert.Contains(server.Authority, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recording_and_replaying_at_once_is_wrong_use()
    {
        using var call = new Call();
        var spec = call.Write("job.toml", Spec("a [type=memo value=1]"));
        Assert.Equal(2, (await call.RunAsync("jobs", "run", spec, "--record", "a", "--replay", "b")).ExitCode);
    }

    private static string HttpSpec(string authority) => Spec($"""
        one [type=http url="http://{authority}/price/100.25"]
        two [type=http url="http://{authority}/price/101"]
        broken [type=http url="http://{authority}/broken" retries=2 minBackoff="1ms" maxBackoff="2ms"]
        silent [type=http url="http://{authority}/silent" timeout="200ms"]
        p1 [type=jsonparse path="price"]
        p2 [type=jsonparse path="price"]
        p3 [type=jsonparse path="price"]
        p4 [type=jsonparse path="price"]
        one -> p1 -> m
        two -> p2 -> m
        broken -> p3 -> m
        silent -> p4 -> m
        p1 -> some
        p2 -> some
        some [type=any]
        m [type=median allowedFaults=2]
        scaled [type=multiply times=100]
        m -> scaled
        """);

    private static string ChainSpec() => Spec($"""
        data [type=hexdecode input="0x01020304"]
        asked [type=ethcall contract="{Contract}" data="$(data)" evmChainID=1337]
        send [type=ethtx to="{Contract}" data="$(asked)" evmChainID=1337]
        """);

    private static string Spec(string pipeline) => $"type = \"webhook\"\nschemaVersion = 1\nobservationSource = '''\n{pipeline}\n'''\n";

    private static string Root([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", ".."));
}
