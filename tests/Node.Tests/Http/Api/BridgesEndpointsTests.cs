using System.Net;
using DevChain.Processes;
using Microsoft.AspNetCore.Http;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Http.Api;

/// <summary>Bridges over the API, in the shapes of the field's node.</summary>
public sealed class BridgesEndpointsTests(TestNode node) : IClassFixture<TestNode>
{
    private const string Path = "/v2/bridge_types";

    [Fact]
    public async Task A_bridge_is_created_shown_listed_changed_and_deleted()
    {
        var name = NewName();
        var created = await node.Api.PostAsync(Path, $$"""{"name":"{{name.ToUpperInvariant()}}","url":"http://127.0.0.1:7070/x","confirmations":1,"minimumContractPayment":"100"}""");
        Assert.Equal((HttpStatusCode.OK, "application/vnd.api+json"), (created.Status, created.ContentType));
        Assert.Equal(("bridges", name), (created.Data["type"]!.GetValue<string>(), created.Data["id"]!.GetValue<string>()));
        Assert.Equal(
            ["name", "url", "confirmations", "incomingToken", "outgoingToken", "minimumContractPayment", "timeout", "createdAt", "updatedAt"],
            created.Attributes.Select(member => member.Key));
        Assert.Equal((name, "http://127.0.0.1:7070/x", 1, "100"), (
            created.Attributes["name"]!.GetValue<string>(), created.Attributes["url"]!.GetValue<string>(), created.Attributes["confirmations"]!.GetValue<int>(),
            created.Attributes["minimumContractPayment"]!.GetValue<string>()));
        Assert.Equal(64, created.Attributes["outgoingToken"]!.GetValue<string>().Length);

        var shown = await node.Api.GetAsync($"{Path}/{name}");
        Assert.Equal("", shown.Attributes["outgoingToken"]!.GetValue<string>());
        Assert.False(shown.Attributes.ContainsKey("incomingToken"));
        Assert.Contains((await node.Api.GetAsync(Path)).List, bridge => bridge!["id"]!.GetValue<string>() == name);
        Assert.NotNull((await node.Api.GetAsync(Path + "?page=1&size=1")).Json["meta"]!["count"]);

        var changed = await node.Api.SendAsync(HttpMethod.Patch, $"{Path}/{name}", """{"name":"other","url":"http://127.0.0.1:7070/y"}""");
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.Equal((name, "http://127.0.0.1:7070/y", 0, null), (
            changed.Attributes["name"]!.GetValue<string>(), changed.Attributes["url"]!.GetValue<string>(), changed.Attributes["confirmations"]!.GetValue<int>(),
            changed.Attributes["minimumContractPayment"]));

        var deleted = await node.Api.DeleteAsync($"{Path}/{name}");
        Assert.Equal((HttpStatusCode.OK, name), (deleted.Status, deleted.Data["id"]!.GetValue<string>()));
        Assert.Equal(HttpStatusCode.NotFound, (await node.Api.DeleteAsync($"{Path}/{name}")).Status);
    }

    [Fact]
    public async Task No_answer_after_the_first_holds_a_token_or_a_header()
    {
        var name = NewName();
        var created = await node.Api.PostAsync(Path, $$$"""{"name":"{{{name}}}","url":"http://127.0.0.1:7070/","headers":{"X-Key":"hidden-header"}}""");
        string[] secrets = [created.Attributes["incomingToken"]!.GetValue<string>(), created.Attributes["outgoingToken"]!.GetValue<string>(), "hidden-header"];
        Assert.DoesNotContain("hidden-header", created.Text, StringComparison.Ordinal);
        string[] later =
        [
            (await node.Api.GetAsync(Path)).Text,
            (await node.Api.GetAsync($"{Path}/{name}")).Text,
            (await node.Api.GetAsync($"{Path}/{name}/stats")).Text,
            (await node.Api.SendAsync(HttpMethod.Patch, $"{Path}/{name}", """{"url":"http://127.0.0.1:7070/"}""")).Text,
            (await node.Api.PostAsync($"{Path}/{name}/test", """{"data":{}}""")).Text,
            (await node.Api.DeleteAsync($"{Path}/{name}")).Text,
        ];
        Assert.All(later, text => Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_is_asked_may_be_as_deep_as_values_are()
    {
        await using var adapter = await Outside.StartAsync(context => context.Response.WriteAsync("{}"));
        await using var own = await TestNode.StartNewAsync(options => options with { OutboundHttp = new() { AllowedHosts = [new() { Host = adapter.Host, Jobs = ["*"] }] } });
        Assert.Equal(HttpStatusCode.OK, (await own.Api.PostAsync(Path, $$"""{"name":"deep","url":"{{adapter.Url}}"}""")).Status);
        var job = await own.Api.CreateJobAsync(WebhookJobs.Spec("""
            parse [type=jsonparse path="v" data="$(jobRun.requestBody)"]
            ask [type=bridge name=deep requestData=<{"a": {"b": {"c": $(parse)}}}>]
            parse -> ask
            """));
        Assert.True(job.Status == HttpStatusCode.OK, $"{job}");

        var run = await own.Api.PostAsync($"/v2/jobs/{job.Data["id"]}/runs", $$"""{"v": {{new string('[', 62)}}{{new string(']', 62)}} }""");

        Assert.True(run.Status == HttpStatusCode.OK && adapter.Requests == 1, $"{run}");
        Assert.Equal(HttpStatusCode.OK, (await own.Api.GetAsync($"/v2/jobs/{job.Data["id"]}/runs")).Status);
        var stats = await own.Api.GetAsync($"{Path}/deep/stats");
        Assert.True(stats.Status == HttpStatusCode.OK, $"{stats}");
        Assert.Contains(new string('[', 62), stats.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await own.Api.PostAsync($"{Path}/deep/test", "")).Status);
        var tooDeep = await own.Api.PostAsync($"{Path}/deep/test", $$"""{"data": {"x": {{new string('[', 1100)}}{{new string(']', 1100)}} } }""");
        Assert.True(tooDeep.Status == HttpStatusCode.UnprocessableEntity, $"{tooDeep}");
    }

    [Theory]
    [InlineData("""{"url":"http://a/"}""", 400, "No name specified")]
    [InlineData("""{"name":"x"}""", 400, "URL must be present")]
    [InlineData("""{"name":"a b","url":"http://a/"}""", 422, "task type validation: name a b contains invalid characters")]
    [InlineData("""{"name":"x","url":"ftp://a/"}""", 422, "not an http or https URL")]
    [InlineData("""{"name":"x","url":"http://a/","minimumContractPayment":"-1"}""", 400, "MinimumContractPayment must be positive")]
    [InlineData("""{"name":"x","url":"http://a/","minimumContractPayment":"1.5"}""", 422, "whole number of juels")]
    [InlineData("""{"name":"x","url":"http://a/","confirmations":"many"}""", 422, "confirmations")]
    [InlineData("""{"name":"x","url":"http://a/","timeout":"soon"}""", 422, "timeout")]
    [InlineData("""{"name":"x","url":"http://a/","headers":["a"]}""", 422, "headers")]
    [InlineData("""{"name":"x","name":"y","url":"http://a/"}""", 422, "not JSON")]
    [InlineData("[]", 422, "not a JSON object")]
    [InlineData("no", 422, "not JSON")]
    public async Task What_cannot_be_a_bridge_is_refused_with_what_would_be_right(string body, int status, string said)
    {
        var answer = await node.Api.PostAsync(Path, body);
        Assert.Equal((status, "application/json"), ((int)answer.Status, answer.ContentType));
        Assert.Contains(said, Assert.Single(answer.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_bridge_of_the_name_is_a_conflict()
    {
        var name = NewName();
        await node.Api.PostAsync(Path, $$"""{"name":"{{name}}","url":"http://a/"}""");
        var again = await node.Api.PostAsync(Path, $$"""{"name":"{{name}}","url":"http://b/"}""");
        Assert.Equal((HttpStatusCode.Conflict, $"Bridge Type {name} already exists"), (again.Status, Assert.Single(again.Errors)));
    }

    [Fact]
    public async Task A_bridge_that_is_not_there_is_not_found()
    {
        Assert.Equal("bridge not found", Assert.Single((await node.Api.GetAsync(Path + "/nope")).Errors));
        Assert.Equal(HttpStatusCode.NotFound, (await node.Api.GetAsync(Path + "/nope/stats")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await node.Api.PostAsync(Path + "/nope/test", "")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await node.Api.SendAsync(HttpMethod.Patch, Path + "/nope", """{"url":"http://a/"}""")).Status);
    }

    [Fact]
    public async Task A_bridge_may_not_lead_to_the_node_itself()
    {
        await using var fixedPort = await TestNode.StartNewAsync(options => options with { Http = new() { Port = FreePort.Next() } });
        foreach (var host in (string[])["127.0.0.1", "localhost", "localhost.", "api.localhost", "127.1", "[::1]", "[::ffff:127.0.0.1]", "[::]", "0.0.0.0"])
        {
            var answer = await fixedPort.Api.PostAsync(Path, $$"""{"name":"self","url":"http://{{host}}:{{fixedPort.Url.Port}}/v2/jobs"}""");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
            Assert.Contains("this node's own API", Assert.Single(answer.Errors), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_bridge_that_jobs_use_is_kept_and_the_jobs_are_named()
    {
        var name = NewName();
        await node.Api.PostAsync(Path, $$"""{"name":"{{name}}","url":"http://127.0.0.1:7070/"}""");
        var first = await node.Api.CreateJobAsync(WebhookJobs.Spec($"b [type=bridge name=\"{name.ToUpperInvariant()}\"]"));
        var second = await node.Api.CreateJobAsync(WebhookJobs.Spec($"a [type=memo value=1] b [type=bridge name=\"{name}\"]\na -> b"));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.Status, second.Status));

        var refused = await node.Api.DeleteAsync($"{Path}/{name}");
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        var said = Assert.Single(refused.Errors);
        Assert.StartsWith("can't remove the bridge because jobs [", said, StringComparison.Ordinal);
        Assert.Contains($"{first.Data["id"]} (sample), {second.Data["id"]} (sample)", said, StringComparison.Ordinal);

        foreach (var job in (ApiAnswer[])[first, second])
        {
            await node.Api.DeleteAsync($"/v2/jobs/{job.Data["id"]}");
        }

        Assert.Equal(HttpStatusCode.OK, (await node.Api.DeleteAsync($"{Path}/{name}")).Status);
        var unknown = await node.Api.CreateJobAsync(WebhookJobs.Spec($"b [type=bridge name=\"{name}\"]"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unknown.Status);
        Assert.Contains($"there is no bridge \"{name}\" on this node", Assert.Single(unknown.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bridge_is_asked_by_hand_and_what_was_last_asked_is_sent_again()
    {
        await using var adapter = await Outside.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            await context.Response.WriteAsync($"{{\"said\":{await reader.ReadToEndAsync()}}}");
        });
        var name = NewName();
        await node.Api.PostAsync(Path, $$"""{"name":"{{name}}","url":"{{adapter.Url}}"}""");
        var nothing = await node.Api.PostAsync($"{Path}/{name}/test", "");
        Assert.Equal(HttpStatusCode.Conflict, nothing.Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await node.Api.PostAsync($"{Path}/{name}/test", "{\"data\":3}")).Status);

        var job = await node.Api.CreateJobAsync(WebhookJobs.Spec($"b [type=bridge name=\"{name}\" requestData=<{{\"from\": \"ETH\"}}>]"));
        Assert.Equal(HttpStatusCode.OK, (await node.Api.PostAsync($"/v2/jobs/{job.Data["id"]}/runs", "{}")).Status);
        var again = await node.Api.PostAsync($"{Path}/{name}/test", "");
        Assert.Equal(("bridgeTests", 200), (again.Data["type"]!.GetValue<string>(), again.Attributes["status"]!.GetValue<int>()));
        Assert.Contains("\"from\":\"ETH\"", again.Attributes["response"]!.GetValue<string>(), StringComparison.Ordinal);
        var other = await node.Api.PostAsync($"{Path}/{name}/test", """{"data":{"from":"BTC"}}""");
        Assert.Contains("BTC", other.Attributes["response"]!.GetValue<string>(), StringComparison.Ordinal);

        var stats = (await node.Api.GetAsync($"{Path}/{name}/stats")).Attributes;
        Assert.Equal((3, 0), (stats["requests"]!.GetValue<int>(), stats["errors"]!.GetValue<int>()));
        Assert.True(stats["p50Ms"]!.GetValue<double>() > 0);
        Assert.Equal("BTC", stats["lastPayload"]!["from"]!.GetValue<string>());
        var calls = stats["calls"]!.AsArray();
        Assert.Equal(3, calls.Count);
        Assert.Equal(job.Data["id"]!.GetValue<string>(), calls[2]!["jobID"]!.ToString());
        Assert.Null(calls[0]!["jobID"]);
    }

    [Fact]
    public async Task A_bridge_that_is_away_says_so_and_counts()
    {
        var name = NewName();
        await node.Api.PostAsync(Path, $$"""{"name":"{{name}}","url":"http://127.0.0.1:{{FreePort.Next()}}/"}""");
        var test = await node.Api.PostAsync($"{Path}/{name}/test", """{"data":{}}""");
        Assert.Equal(HttpStatusCode.OK, test.Status);
        Assert.Null(test.Attributes["status"]);
        Assert.Contains("cannot be connected to", test.Attributes["error"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(1, (await node.Api.GetAsync($"{Path}/{name}/stats")).Attributes["errors"]!.GetValue<int>());
    }

    private static string NewName() => "b-" + Guid.NewGuid().ToString("N")[..8];
}
