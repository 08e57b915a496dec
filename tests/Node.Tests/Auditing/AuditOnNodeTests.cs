using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Node.Auditing;
using Node.Http;
using Node.Http.Auth;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Auditing;

/// <summary>The audit log of a whole node.</summary>
public sealed class AuditOnNodeTests(TestNode node) : IClassFixture<TestNode>
{
    private string Folder => Path.Combine(node.Folder, "audit");

    private IReadOnlyList<(string Method, string Path, RoutePolicy Policy)> Routes =>
    [
        .. node.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => (
                method,
                System.Text.RegularExpressions.Regex.Replace(endpoint.RoutePattern.RawText!, @"\{\w+\}", "404404"),
                endpoint.Metadata.GetMetadata<RoutePolicy>()!))),
    ];

    [Fact]
    public async Task Every_route_that_changes_something_is_an_act_in_the_log_or_says_that_it_is_none()
    {
        var acts = Routes.Where(route => route.Policy.Act is { Length: > 0 }).ToList();
        Assert.True(acts.Count > 20, $"only {acts.Count} acts");
        Assert.Equal(
            [
                "GET /debug/pprof/symbol", "GET /v2/debug/pprof/symbol", "PATCH /v2/resume/404404", "POST /debug/pprof/symbol",
                "POST /v2/debug/pprof/symbol", "POST /v2/jobs/404404/runs",
            ],
            Routes.Where(route => route.Policy.Act == AuditActs.None).Select(route => $"{route.Method} {route.Path}").Order(StringComparer.Ordinal));
        Assert.All(Routes.Where(route => route.Policy.Act is null), route => Assert.Equal("GET", route.Method));

        foreach (var (method, path, policy) in acts.Where(act => act.Policy.Act != AuditActs.ProfileTaken))
        {
            var before = AuditBody.LinesOf(Folder).Length;
            var answer = await node.Api.SendAsync(new HttpMethod(method), path, method is "POST" or "PATCH" or "PUT" ? "{}" : null);

            // It is there before the answer.
            var record = JsonNode.Parse(Assert.Single(AuditBody.LinesOf(Folder).Skip(before)))!;
            var data = record["data"]!;
            Assert.Equal((policy.Act, (int)answer.Status), (record["eventID"]!.GetValue<string>(), data["status"]!.GetValue<int>()));
            Assert.Equal(("admin", node.Host.NewToken!.AccessKey, "127.0.0.1"), (Text(data, "role"), Text(data, "token"), Text(data, "address")));
            Assert.Equal((int)answer.Status < 400 ? "done" : "failed", Text(data, "outcome"));
            Assert.NotEmpty(Text(data, "trace")!);
            Assert.Equal(path.Contains("404404", StringComparison.Ordinal), data["subject"]!.AsObject().Any(subject => subject.Value!.ToString() == "404404"));
        }
    }

    [Fact]
    public async Task A_profile_that_is_asked_for_is_an_act()
    {
        var answer = await node.Api.GetAsync("/debug/pprof/heap?seconds=no");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(AuditActs.ProfileTaken, AuditBody.ActOf(AuditBody.LinesOf(Folder).Last(line => AuditBody.ActOf(line) != AuditActs.CallRefused)));
    }

    [Fact]
    public async Task What_an_act_made_is_named_and_no_secret_is_in_the_files()
    {
        var job = await node.Api.CreateJobAsync(WebhookJobs.Spec("a [type=jsonparse path=\"text-of-the-spec\" data=\"$(jobRun.requestBody)\"]"));
        var bridge = await node.Api.PostAsync("/v2/bridge_types?token=secret-of-the-query", """{"name": "Prices", "url": "http://127.0.0.1:9/?key=secret-of-the-url"}""");
        var initiator = await node.Api.PostAsync("/v2/external_initiators", """{"name": "Feed"}""");
        var key = await node.Api.PostAsync("/v2/keys/vrf", "");
        var keyId = key.Data["id"]!.GetValue<string>();
        var exported = await node.Api.PostAsync($"/v2/keys/vrf/export/{keyId}?newpassword=secret-password-of-the-query", "");
        Assert.All(new[] { job, bridge, initiator, key, exported }, answer => Assert.True((int)answer.Status < 300, $"{answer}"));

        Assert.Equal(job.Data["id"]!.GetValue<string>(), Text(SubjectOf(AuditActs.JobCreated), "id"));
        Assert.Equal("Prices", Text(SubjectOf(AuditActs.BridgeCreated), "name"));
        Assert.Equal("feed", Text(SubjectOf(AuditActs.InitiatorCreated), "name"));
        Assert.Equal(keyId, Text(SubjectOf(AuditActs.VrfKeyCreated), "keyId"));
        Assert.Equal(keyId, Text(SubjectOf(AuditActs.VrfKeyExported), "keyId"));
        Assert.Equal(node.Host.NewToken!.AccessKey, Text(SubjectOf(AuditActs.ApiTokenCreated), "token"));
        var written = string.Concat(Directory.EnumerateFiles(Folder).Select(File.ReadAllText));
        string[] secrets =
        [
            node.Host.NewToken.Secret, "secret-of-the-query", "secret-of-the-url", "secret-password-of-the-query", "text-of-the-spec",
            bridge.Attributes["incomingToken"]!.GetValue<string>(), initiator.Attributes["incomingSecret"]!.GetValue<string>(),
        ];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, written, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Refused_calls_are_in_the_log_and_never_with_what_was_sent()
    {
        await node.Nobody.SendAsync(HttpMethod.Get, "/v2/keys/evm", null, ("X-API-KEY", "guessed-key"), ("X-API-SECRET", "guessed-secret"));

        var record = JsonNode.Parse(AuditBody.LinesOf(Folder).Last(line => AuditBody.ActOf(line) == AuditActs.CallRefused))!["data"]!;
        Assert.Equal(("refused", 401, "anonymous"), (Text(record, "outcome"), record["status"]!.GetValue<int>(), Text(record, "role")));
        Assert.Contains("/v2/keys/evm", Text(record["subject"]!, "route"), StringComparison.Ordinal);
        Assert.DoesNotContain("guessed", string.Concat(AuditBody.LinesOf(Folder)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_records_are_read_by_an_admin()
    {
        await node.Api.DeleteAsync("/v2/jobs/77001");
        await node.Api.DeleteAsync("/v2/jobs/77002");

        var two = (await node.Api.GetAsync("/v2/audit?count=2")).List;

        Assert.Equal(2, two.Count);
        Assert.All(two, record => Assert.Equal("auditRecords", record!["type"]!.GetValue<string>()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await node.Api.GetAsync("/v2/audit?count=0")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await node.Api.GetAsync("/v2/audit?count=1001")).Status);
        Assert.Contains((await node.Api.GetAsync("/v2/audit?count=1000")).List, record => record!["attributes"]!["data"]!["subject"]!["id"]?.ToString() == "77002");
    }

    [Fact]
    public async Task A_log_that_cannot_be_written_refuses_acts_and_no_run()
    {
        await using var other = await TestNode.StartNewAsync(options => options);
        var created = await other.Api.CreateJobAsync(WebhookJobs.Spec(WebhookJobs.ParseAndMultiply));
        var folder = Path.Combine(other.Folder, "audit");
        Directory.Move(folder, folder + ".away");
        await File.WriteAllTextAsync(folder, "a file in its place", TestContext.Current.CancellationToken);

        var refused = await other.Api.DeleteAsync($"/v2/jobs/{created.Data["id"]}");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.Contains("nothing was done", Assert.Single(refused.Errors), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await other.Api.GetAsync($"/v2/jobs/{created.Data["id"]}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await other.Api.PostAsync($"/v2/jobs/{created.Attributes["externalJobID"]}/runs", """{"v": 1}""")).Status);
        Assert.Equal(HttpStatusCode.OK, (await other.Nobody.GetAsync("/ready")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await other.Nobody.GetAsync("/v2/jobs")).Status);

        File.Delete(folder);
        Directory.Move(folder + ".away", folder);
        Assert.Equal(HttpStatusCode.NoContent, (await other.Api.DeleteAsync($"/v2/jobs/{created.Data["id"]}")).Status);
        Assert.Equal(AuditActs.JobDeleted, AuditBody.ActOf(AuditBody.LinesOf(folder)[^1]));
    }

    [Fact]
    public async Task Switched_off_it_writes_nothing_and_refuses_nothing()
    {
        await using var other = await TestNode.StartNewAsync(options => options with { AuditLogger = new AuditLoggerOptions { Enabled = false } });

        Assert.Equal(HttpStatusCode.NotFound, (await other.Api.DeleteAsync("/v2/jobs/1")).Status);

        Assert.False(Directory.Exists(Path.Combine(other.Folder, "audit")));
        Assert.Empty((await other.Api.GetAsync("/v2/audit")).List);
    }

    [Theory]
    [InlineData("POST", Role.Edit, null, true)]
    [InlineData("POST", Role.Edit, "JOB_CREATED", false)]
    [InlineData("POST", Role.Run, "", false)]
    [InlineData("GET", Role.View, null, false)]
    [InlineData("POST", Role.Anonymous, "JOB_CREATED", true)]
    [InlineData("DELETE", Role.Admin, null, true)]
    public void A_route_that_hides_an_act_does_not_start(string method, Role least, string? act, bool isRefused)
    {
        var endpoint = new Endpoint(null, new EndpointMetadataCollection(new RoutePolicy(least) { Act = act }, new HttpMethodMetadata([method])), "a route");

        var refusal = Record.Exception(() => HttpModule.Check(endpoint));

        Assert.Equal(isRefused, refusal is InvalidOperationException);
        Assert.Throws<InvalidOperationException>(() => HttpModule.Check(new Endpoint(null, EndpointMetadataCollection.Empty, "a route without a policy")));
    }

    private static string? Text(JsonNode from, string name) => from[name]?.GetValue<string>();

    private JsonNode SubjectOf(string act) => JsonNode.Parse(AuditBody.LinesOf(Folder).Last(line => AuditBody.ActOf(line) == act
        && JsonNode.Parse(line)!["data"]!["outcome"]!.GetValue<string>() == "done"))!["data"]!["subject"]!;
}
