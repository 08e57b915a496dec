using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using DevChain.Processes;
using Node.Testing.Postgres;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Composition;

/// <summary>Everything around the node fails, at the level at which it says most: nothing it says has a secret, and nothing it keeps in files.</summary>
public sealed class LogSecrecyTests
{
    private const string Rpc = "rpc-key-in-the-query";
    private const string Postgres = "password-of-the-database";
    private const string Otlp = "header-of-the-traces";
    private const string AuditUrl = "key-of-the-audit-url";
    private const string AuditHeader = "header-of-the-audit-sink";
    private const string BridgeHeader = "header-of-the-bridge";
    private const string BridgeUrl = "key-of-the-bridge-url";
    private const string VrfPassword = "password-of-the-exported-vrf-key";
    private const string WrongToken = "token-that-does-not-fit";

    [Theory]
    [InlineData("Text")]
    [InlineData("Json")]
    public async Task No_secret_is_said_when_everything_around_the_node_fails(string format)
    {
        using var folder = new TestFolder();
        var database = await PostgresServer.CreateDatabaseAsync(cancellationToken: TestContext.Current.CancellationToken);
        var nowhere = $"http://127.0.0.1:{FreePort.Next()}";
        await using var node = NodeProgram.Start(folder.Path, new Dictionary<string, string>
        {
            ["Database__Url"] = database.Url.Replace("node@", $"node:{Postgres}@", StringComparison.Ordinal),
            ["Chains__0__ChainId"] = "31337",
            ["Chains__0__RpcUrls__0"] = $"http://127.0.0.1:{FreePort.Next()}/?apikey={Rpc}",
            ["Telemetry__Otlp__Endpoint"] = nowhere,
            ["Telemetry__Otlp__Headers"] = $"authorization={Otlp}",
            ["AuditLogger__ForwardToUrl"] = $"{nowhere}/?token={AuditUrl}",
            ["AuditLogger__Headers__0"] = $"Authorization: {AuditHeader}",
            ["Log__Level"] = "Trace",
            ["Log__Format"] = format,
        });
        await node.UntilAsync("/live", HttpStatusCode.OK);
        await UntilSaidAsync(node, "ready on");
        var secret = node.Printed("API secret");
        using var api = new TestApi(node.Url, node.Printed("API key"), secret);
        var answered = await FailAllAsync(api, nowhere);
        await UntilSaidAsync(node, "was not told of job");
        await UntilSaidAsync(node, "audit records are not taken");
        await database.DisposeAsync();
        Assert.True((int)(await api.DeleteAsync("/v2/jobs/1")).Status >= 500, "the database is gone and nobody noticed");
        await node.StopAsync();

        var password = (await File.ReadAllTextAsync(folder.File("keystore.password"), TestContext.Current.CancellationToken)).Trim();
        string[] secrets = [secret, password, Rpc, Postgres, Otlp, AuditUrl, AuditHeader, BridgeHeader, BridgeUrl, VrfPassword, WrongToken, .. answered];
        Assert.Equal(15, secrets.Distinct().Count(text => text.Length >= 16));
        foreach (var (place, content) in PlacesOf(folder, node, secret))
        {
            Assert.All(secrets, text => Assert.False(content.Contains(text, StringComparison.Ordinal), $"{text} is in {place}"));
        }

        if (format == "Json")
        {
            Assert.All(node.Error, line => Assert.NotNull(JsonNode.Parse(line)!["@m"]));
        }
    }

    /// <summary>Makes what has secrets, and lets each of them be used in vain.</summary>
    /// <returns>The secrets that were answered, once.</returns>
    private static async Task<List<string>> FailAllAsync(TestApi api, string nowhere)
    {
        var bridge = await api.PostAsync(
            "/v2/bridge_types", $$$"""{"name": "away", "url": "{{{nowhere}}}/?key={{{BridgeUrl}}}", "headers": {"X-Key": "{{{BridgeHeader}}}"}}""");
        Assert.True(bridge.Status == HttpStatusCode.OK, $"{bridge}");
        await api.PostAsync("/v2/bridge_types/away/test", """{"data": {}}""");
        var initiator = await api.PostAsync("/v2/external_initiators", $$"""{"name": "away", "url": "{{nowhere}}/"}""");
        var job = await api.CreateJobAsync("externalInitiators = [{ name = \"away\" }]\n" + WebhookJobs.Spec("ask [type=bridge name=away]"));
        Assert.True(job.Status == HttpStatusCode.OK, $"{job}");
        await api.PostAsync($"/v2/jobs/{job.Attributes["externalJobID"]}/runs", "{}");
        var key = await api.PostAsync("/v2/keys/vrf", "");
        var exported = await api.PostAsync($"/v2/keys/vrf/export/{key.Data["id"]}?newpassword={VrfPassword}", "");
        Assert.True(exported.Status == HttpStatusCode.OK, $"{exported}");
        await api.PostAsync("/v2/keys/vrf/import", new JsonObject { ["password"] = VrfPassword + "!", ["key"] = JsonNode.Parse(exported.Text) }.ToJsonString());
        await api.SendAsync(HttpMethod.Get, "/v2/jobs", null, ("X-Chainlink-EA-AccessKey", "nobody"), ("X-Chainlink-EA-Secret", WrongToken));
        return
        [
            bridge.Attributes["incomingToken"]!.GetValue<string>(), bridge.Attributes["outgoingToken"]!.GetValue<string>(),
            initiator.Attributes["incomingSecret"]!.GetValue<string>(), initiator.Attributes["outgoingSecret"]!.GetValue<string>(),
        ];
    }

    private static IEnumerable<(string Place, string Content)> PlacesOf(TestFolder folder, NodeProgram node, string secret) =>
    [
        ("standard output", string.Join('\n', node.Out.Where(line => line != $"API secret: {secret}"))),
        ("standard error", string.Join('\n', node.Error)),
        .. Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith("keystore.password", StringComparison.Ordinal)).Select(file => (file, Encoding.UTF8.GetString(File.ReadAllBytes(file)))),
    ];

    private static async Task UntilSaidAsync(NodeProgram node, string text)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (!node.Error.Any(line => line.Contains(text, StringComparison.Ordinal)))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < TimeSpan.FromSeconds(60), $"\"{text}\" was not said:\n{node.Said}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
