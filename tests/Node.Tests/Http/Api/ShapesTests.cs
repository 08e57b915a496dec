using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Http.Api;

/// <summary>Existing clients read these documents: names and JSON types are theirs. More attributes are allowed, fewer are not.</summary>
public sealed class ShapesTests(TestNode node) : IClassFixture<TestNode>
{
    private const string Job = """
        name:text type:text schemaVersion:number gasLimit:null forwardingAllowed:bool maxTaskDuration:text externalJobID:text
        fluxMonitorSpec:null offChainReportingOracleSpec:null offChainReporting2OracleSpec:null keeperSpec:null vrfSpec:null
        blockhashStoreSpec:null blockHeaderFeederSpec:null bootstrapSpec:null gatewaySpec:null pipelineSpec:map errors:list
        """;

    private const string Webhook = Job + " directRequestSpec:null cronSpec:null webhookSpec:map";
    private const string Cron = Job + " directRequestSpec:null cronSpec:map webhookSpec:null";
    private const string PipelineSpec = "id:number jobID:number dotDagSource:text";
    private const string Run = "outputs:list errors:list fatalErrors:list inputs:map taskRuns:list createdAt:text finishedAt:text pipelineSpec:map";
    private const string TaskRun = "type:text createdAt:text finishedAt:text dotId:text";

    [Fact]
    public async Task A_webhook_job_looks_as_clients_expect()
    {
        var id = Guid.NewGuid();
        var created = await node.Api.CreateJobAsync(WebhookJobs.Spec(WebhookJobs.ParseAndMultiply, id));
        var listed = await node.Api.GetAsync("/v2/jobs");

        foreach (var job in new[] { created.Data, (await node.Api.GetAsync($"/v2/jobs/{id}")).Data, listed.List[^1]!.AsObject() })
        {
            HasShape("jobs", Webhook, job);
            Has(PipelineSpec, job["attributes"]!["pipelineSpec"]);
            Has("createdAt:text updatedAt:text", job["attributes"]!["webhookSpec"]);
            Assert.Equal("0s", job["attributes"]!["maxTaskDuration"]!.GetValue<string>());
            Assert.Equal(id.ToString(), job["attributes"]!["externalJobID"]!.GetValue<string>());
        }

        Assert.Equal("application/vnd.api+json", created.ContentType);
        Has("count:number", listed.Json["meta"]);
    }

    [Fact]
    public async Task A_cron_job_looks_as_clients_expect()
    {
        var created = await node.Api.CreateJobAsync("""
            type = "cron"
            schemaVersion = 1
            name = "c"
            schedule = "CRON_TZ=UTC 0 0 0 1 1 *"
            observationSource = "a [type=memo value=1]"
            """);

        HasShape("jobs", Cron, created.Data);
        Has("schedule:text createdAt:text updatedAt:text", created.Attributes["cronSpec"]);
        Assert.Equal("CRON_TZ=UTC 0 0 0 1 1 *", created.Attributes["cronSpec"]!["schedule"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_run_that_succeeds_looks_as_clients_expect()
    {
        var (created, listed, shown) = await RunAsync("{\"v\": \"1.5\"}");

        foreach (var run in new[] { created, listed, shown })
        {
            HasShape("pipelineRun", Run + " allErrors:null", run);
            var attributes = run["attributes"]!;
            Has(PipelineSpec, attributes["pipelineSpec"]);
            Has("jobRun:map jobSpec:map", attributes["inputs"]);
            Has("databaseID:number externalJobID:text name:text", attributes["inputs"]!["jobSpec"]);
            Assert.Equal("[\"150\"]", attributes["outputs"]!.ToJsonString());
            Assert.Equal("[null]", attributes["errors"]!.ToJsonString());
            Assert.Equal("[null]", attributes["fatalErrors"]!.ToJsonString());
            Assert.All(attributes["taskRuns"]!.AsArray(), task => Has(TaskRun + " output:text error:null", task));
            Assert.Equal("\"1.5\"", attributes["taskRuns"]![0]!["output"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task A_run_that_fails_looks_as_clients_expect()
    {
        var (created, listed, shown) = await RunAsync("{\"w\": 1}");

        foreach (var run in new[] { created, listed, shown })
        {
            HasShape("pipelineRun", Run + " allErrors:list", run);
            var attributes = run["attributes"]!;
            Assert.Equal("[null]", attributes["outputs"]!.ToJsonString());
            Assert.Equal(JsonValueKind.String, attributes["errors"]![0]!.GetValueKind());
            Assert.Equal(JsonValueKind.String, attributes["fatalErrors"]![0]!.GetValueKind());
            Assert.All(attributes["allErrors"]!.AsArray(), error => Assert.Equal(JsonValueKind.String, error!.GetValueKind()));
            Assert.All(attributes["taskRuns"]!.AsArray(), task => Has(TaskRun + " output:null error:text", task));
        }
    }

    [Fact]
    public async Task Times_are_UTC_with_at_most_microseconds()
    {
        var (run, _, _) = await RunAsync("{\"v\": 1}");

        string[] times =
        [
            run["attributes"]!["createdAt"]!.GetValue<string>(),
            run["attributes"]!["finishedAt"]!.GetValue<string>(),
            .. run["attributes"]!["taskRuns"]!.AsArray().Select(task => task!["createdAt"]!.GetValue<string>()),
        ];
        Assert.All(times, time => Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$", time));
    }

    [Fact]
    public async Task Errors_are_a_list_of_details()
    {
        var answer = await node.Api.GetAsync("/v2/jobs/99999");

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal("application/json", answer.ContentType);
        Assert.Equal("{\"errors\":[{\"detail\":\"job not found\"}]}", answer.Text);
    }

    private async Task<(JsonObject Created, JsonObject Listed, JsonObject Shown)> RunAsync(string body)
    {
        var job = await node.Api.CreateJobAsync(WebhookJobs.Spec(WebhookJobs.ParseAndMultiply));
        var created = await node.Api.PostAsync($"/v2/jobs/{job.Attributes["externalJobID"]}/runs", body);
        var path = $"/v2/jobs/{job.Data["id"]}/runs";
        return (created.Data, (await node.Api.GetAsync(path)).List[0]!.AsObject(), (await node.Api.GetAsync($"{path}/{created.Data["id"]}")).Data);
    }

    private static void HasShape(string type, string expected, JsonObject resource)
    {
        Assert.Equal(type, resource["type"]!.GetValue<string>());
        Assert.Equal(JsonValueKind.String, resource["id"]!.GetValueKind());
        Has(expected, resource["attributes"]);
    }

    private static void Has(string expected, JsonNode? map)
    {
        var members = map!.AsObject();
        foreach (var member in expected.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(member => member.Split(':')))
        {
            Assert.True(members.ContainsKey(member[0]), $"{member[0]} is missing in {members.ToJsonString()}");
            Assert.True(KindOf(members[member[0]]) == member[1], $"{member[0]} is not {member[1]} in {members.ToJsonString()}");
        }
    }

    private static string KindOf(JsonNode? node) => node?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "number",
        JsonValueKind.Array => "list",
        JsonValueKind.Object => "map",
        _ => "bool",
    };
}
