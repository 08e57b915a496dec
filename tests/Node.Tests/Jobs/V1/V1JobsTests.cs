using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Node.Eth.Primitives;
using Xunit;

namespace Node.Tests.Jobs.V1;

/// <summary>
/// Jobs of the older generation run in a node from what starts them to their end: every initiator, and the adapters that go outside.
/// </summary>
public sealed class V1JobsTests(V1World world) : IClassFixture<V1World>
{
    private static readonly Address Oracle = Address.Parse("0x00000000000000000000000000000000000000a1");
    private static readonly Address Emitter = Address.Parse("0x00000000000000000000000000000000000000e1");
    private static readonly Address Target = Address.Parse("0x00000000000000000000000000000000000000c1");
    private static readonly Hash32 Topic = new([.. new byte[31], 7]);

    [Fact]
    public async Task A_call_asks_a_bridge_and_copies_from_its_answer()
    {
        var job = await world.CreateAsync("""
            {"initiators": [{"type": "Web"}],
             "tasks": [{"type": "Randomness", "params": {"sides": 6}}, {"type": "Copy", "params": {"copyPath": ["source"]}}]}
            """);

        var run = await TriggerAsync(job, """{"throws": 2}""");

        Assert.Equal("\"dice\"", V1World.ResultOf(run));
        Assert.Contains(world.Asked, asked => JsonNode.Parse(asked)!["data"] is { } data
            && data["sides"]?.GetValue<int>() == 6 && data["throws"]?.GetValue<int>() == 2);
    }

    [Fact]
    public async Task A_call_asks_a_bridge_and_a_copy_without_a_path_takes_all()
    {
        var job = await world.CreateAsync("""{"initiators": [{"type": "web"}], "tasks": [{"type": "randomness", "params": {"flag": true}}, {"type": "copy"}]}""");

        Assert.Equal("""{"result":42,"source":"dice"}""", Sorted(V1World.ResultOf(await TriggerAsync(job, "{}"))));
    }

    [Fact]
    public async Task A_call_fetches_parses_and_multiplies()
    {
        var job = await world.CreateAsync($$"""
            {"initiators": [{"type": "web"}],
             "tasks": [{"type": "HttpGet", "params": {"get": "{{world.Prices}}"} }, {"type": "JsonParse", "params": {"path": ["usd", "eth"]} },
                       {"type": "Multiply", "params": {"times": 100} }]}
            """);

        Assert.Equal("123450", V1World.ResultOf(await TriggerAsync(job, "{}")));
    }

    [Fact]
    public async Task A_call_sends_a_transaction_that_the_caller_describes()
    {
        var job = await world.CreateAsync("""{"initiators": [{"type": "web"}], "tasks": [{"type": "ethTx"}]}""");
        var call = new JsonObject { ["address"] = Target.ToString(), ["functionSelector"] = "0x01020304", ["format"] = "uint256", ["result"] = 9 };

        Assert.Equal(HttpStatusCode.Accepted, (await world.Node.Api.PostAsync($"/v2/jobs/{job["id"]}/runs?wait=1ms", call.ToJsonString())).Status);
        var run = await world.RunOfAsync(job, () => world.Chain.Mine());

        var effect = run["effects"]!.AsArray().Single()!;
        Assert.Equal($"\"{effect["hash"]}\"", V1World.ResultOf(run));
        Assert.Equal(Target.ToString(), effect["to"]!.GetValue<string>());
        Assert.True(world.Chain.FindReceipt(Hash32.Parse(effect["hash"]!.GetValue<string>()))!.Succeeded);
    }

    [Fact]
    public async Task A_request_of_a_contract_says_what_is_fetched()
    {
        var job = await world.CreateAsync($$"""{"initiators": [{"type": "RunLog", "params": {"address": "{{Oracle}}"} }], "tasks": [{"type": "HttpGet"}]}""");

        world.Ask(Oracle, job, "get", world.Prices.AbsoluteUri);

        Assert.Equal(JsonValue.Create(V1World.Price).ToJsonString(), JsonNode.Parse(V1World.ResultOf(await world.RunOfAsync(job)))!.ToJsonString());
    }

    [Fact]
    public async Task A_log_of_a_contract_starts_a_run_with_the_log_as_its_data()
    {
        var job = await world.CreateAsync($$"""
            {"initiators": [{"type": "EthLog", "params": {"address": "{{Emitter}}"} }], "tasks": [{"type": "NoOp"}, {"type": "Copy", "params": {"copyPath": "data"} }]}
            """);

        world.Chain.Emit(Emitter, [Topic], [1, 2, 3]);
        world.Chain.Mine(2);

        Assert.Equal("\"0x010203\"", V1World.ResultOf(await world.RunOfAsync(job)));
    }

    [Fact]
    public async Task A_request_after_the_end_of_its_job_makes_no_run()
    {
        var tasks = $$"""{"initiators": [{"type": "RunLog", "params": {"address": "{{Oracle}}"} }], "tasks": [{"type": "NoOp"}]""";
        var ended = await world.CreateAsync(tasks + ", \"endAt\": \"2020-01-01T00:00:00Z\"}");
        var open = await world.CreateAsync(tasks + "}");

        world.Ask(Oracle, ended, "a", "b");
        world.Ask(Oracle, open, "a", "b");

        await world.RunOfAsync(open);
        Assert.Empty((await world.Node.Api.GetAsync($"/v2/jobs/{ended["id"]}/runs")).List);
    }

    [Fact]
    public async Task A_job_that_runs_for_logs_is_shown()
    {
        var created = await world.CreateAsync($$"""
            {"initiators": [{"type": "ethlog", "params": {"address": "{{Emitter}}", "topics": ["{{Topic}}", null], "toBlock": 90000000} }], "tasks": [{"type": "noop"}]}
            """);

        var shown = await world.Node.Api.GetAsync($"/v2/jobs/{created["id"]}");

        Assert.Equal(HttpStatusCode.OK, shown.Status);
        var spec = shown.Attributes["logSpec"]!;
        Assert.Equal(
            (Emitter.ToString(), "1337", 90000000, null), (spec["contractAddress"]!.GetValue<string>(), spec["evmChainID"]!.GetValue<string>(), spec["toBlock"]!.GetValue<int>(), spec["fromBlock"]));
        Assert.Equal($"[[\"{Topic}\"],null]", spec["topics"]!.ToJsonString());
        Assert.Null(shown.Attributes["directRequestSpec"]);
    }

    [Fact]
    public async Task Any_log_starts_a_run_that_asks_a_bridge()
    {
        var job = await world.CreateAsync("""{"initiators": [{"type": "ethLog"}], "tasks": [{"type": "Randomness"}]}""");

        world.Chain.Emit(Address.Parse("0x00000000000000000000000000000000000000f1"), [Topic]);
        world.Chain.Mine(2);

        Assert.Equal("42", V1World.ResultOf(await world.RunOfAsync(job)));
        await world.Node.Api.DeleteAsync($"/v2/jobs/{job["id"]}");
    }

    [Fact]
    public async Task A_schedule_starts_runs()
    {
        var job = await world.CreateAsync("""{"initiators": [{"type": "Cron", "params": {"schedule": "* * * * * *"}}], "tasks": [{"type": "NoOp"}]}""");

        Assert.Equal("null", V1World.ResultOf(await world.RunOfAsync(job)));
        Assert.Equal(HttpStatusCode.NoContent, (await world.Node.Api.DeleteAsync($"/v2/jobs/{job["id"]}")).Status);
    }

    [Fact]
    public async Task An_instant_starts_one_run()
    {
        var at = DateTimeOffset.UtcNow.AddSeconds(1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var job = await world.CreateAsync($$"""{"initiators": [{"type": "RunAt", "params": {"time": {{at}}} }], "tasks": [{"type": "NoOp"}]}""");

        await world.RunOfAsync(job);

        Assert.Single((await world.Node.Api.GetAsync($"/v2/jobs/{job["id"]}/runs")).List);
    }

    [Fact]
    public async Task An_external_initiator_starts_the_job_that_names_it()
    {
        var made = await world.Node.Api.PostAsync("/v2/external_initiators", """{"name": "block-watcher"}""");
        var job = await world.CreateAsync("""
            {"initiators": [{"type": "external", "params": {"name": "block-watcher", "body": {"every": 10}}}], "tasks": [{"type": "copy", "params": {"copyPath": "block"}}]}
            """);

        var run = await world.Node.Nobody.PostAsync(
            $"/v2/jobs/{job["attributes"]!["externalJobID"]}/runs", """{"block": 12}""",
            ("X-Chainlink-EA-AccessKey", made.Attributes["incomingAccessKey"]!.GetValue<string>()),
            ("X-Chainlink-EA-Secret", made.Attributes["incomingSecret"]!.GetValue<string>()));

        Assert.True(run.Status == HttpStatusCode.OK, $"{run}");
        Assert.Equal("12", V1World.ResultOf(run.Attributes));
    }

    private async Task<JsonNode> TriggerAsync(JsonObject job, string body)
    {
        var run = await world.Node.Api.PostAsync($"/v2/jobs/{job["id"]}/runs", body);
        Assert.True(run.Status == HttpStatusCode.OK, $"{run}");
        return await world.RunOfAsync(job);
    }

    private static string Sorted(string json) => new JsonObject(JsonNode.Parse(json)!.AsObject().OrderBy(member => member.Key, StringComparer.Ordinal)
        .Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))).ToJsonString();
}
