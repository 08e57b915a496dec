using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Node.Http;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Http.Api;

public sealed class RunsEndpointsTests(TestNode node) : IClassFixture<TestNode>
{
    [Fact]
    public async Task A_webhook_job_is_run_by_its_external_id_and_by_its_number()
    {
        var (number, externalId) = await CreateAsync(WebhookJobs.ParseAndMultiply);

        foreach (var id in new[] { externalId, number })
        {
            var run = await node.Api.PostAsync($"/v2/jobs/{id}/runs", "{\"v\": \"1.5\"}");

            Assert.Equal(HttpStatusCode.OK, run.Status);
            Assert.Equal("completed", run.Attributes["state"]!.GetValue<string>());
            Assert.Equal("150", run.Attributes["outputs"]![0]!.GetValue<string>());
            Assert.NotNull(run.Attributes["finishedAt"]);
            Assert.Equal(["parse", "mul"], run.Attributes["taskRuns"]!.AsArray().Select(task => task!["dotId"]!.GetValue<string>()));
            Assert.Equal("{\"v\": \"1.5\"}", run.Attributes["inputs"]!["jobRun"]!["requestBody"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task A_run_that_fails_says_why()
    {
        var (number, _) = await CreateAsync(WebhookJobs.ParseAndMultiply);

        var run = await node.Api.PostAsync($"/v2/jobs/{number}/runs", "{\"w\": 1}");

        Assert.Equal(HttpStatusCode.OK, run.Status);
        Assert.Equal("errored", run.Attributes["state"]!.GetValue<string>());
        Assert.Null(run.Attributes["outputs"]![0]);
        Assert.Single(run.Attributes["fatalErrors"]!.AsArray());
        Assert.Equal(2, run.Attributes["allErrors"]!.AsArray().Count);
        Assert.Contains("\"v\"", run.Attributes["taskRuns"]![0]!["error"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_idempotency_key_is_one_run_however_often_it_is_sent()
    {
        var (number, _) = await CreateAsync(WebhookJobs.ParseAndMultiply);
        var (other, _) = await CreateAsync(WebhookJobs.ParseAndMultiply);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ =>
            node.Api.PostAsync($"/v2/jobs/{number}/runs", "{\"v\": 2}", ("Idempotency-Key", "order-1"))));
        var later = await node.Api.PostAsync($"/v2/jobs/{number}/runs", "{\"v\": 2}", ("Idempotency-Key", "order-1"));
        var elsewhere = await node.Api.PostAsync($"/v2/jobs/{other}/runs", "{\"v\": 3}", ("Idempotency-Key", "order-1"));

        Assert.All(answers.Append(later), answer =>
        {
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.Equal("200", answer.Attributes["outputs"]![0]!.GetValue<string>());
        });
        Assert.Single(answers.Append(later).Select(answer => answer.Data["id"]!.GetValue<string>()).Distinct());
        Assert.Equal("300", elsewhere.Attributes["outputs"]![0]!.GetValue<string>());
        Assert.Equal(1, (await node.Api.GetAsync($"/v2/jobs/{number}/runs")).Json["meta"]!["count"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("long")]
    public async Task An_idempotency_key_that_cannot_be_kept_is_refused(string key)
    {
        var (number, _) = await CreateAsync(WebhookJobs.ParseAndMultiply);

        var answer = await node.Api.PostAsync($"/v2/jobs/{number}/runs", "{}", ("Idempotency-Key", key == "long" ? new string('k', 201) : key));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("Idempotency-Key", Assert.Single(answer.Errors), StringComparison.Ordinal);
        Assert.Empty((await node.Api.GetAsync($"/v2/jobs/{number}/runs")).List);
    }

    [Fact]
    public async Task Runs_are_listed_newest_first_in_pages_and_shown()
    {
        var (number, externalId) = await CreateAsync(WebhookJobs.ParseAndMultiply);
        List<string> ids = [];
        for (var i = 0; i < 5; i++)
        {
            var run = await node.Api.PostAsync($"/v2/jobs/{number}/runs", $$"""{"v": {{i}}}""");
            ids.Insert(0, run.Data["id"]!.GetValue<string>());
        }

        var all = await node.Api.GetAsync($"/v2/jobs/{externalId}/runs");
        Assert.Equal(ids, Ids(all));
        Assert.Equal(5, all.Json["meta"]!["count"]!.GetValue<int>());
        var second = await node.Api.GetAsync($"/v2/jobs/{number}/runs?page=2&size=2");
        Assert.Equal(ids.Skip(2).Take(2), Ids(second));
        Assert.Equal($"/v2/jobs/{number}/runs?page=3&size=2", second.Json["links"]!["next"]!.GetValue<string>());
        Assert.Equal($"/v2/jobs/{number}/runs?page=1&size=2", second.Json["links"]!["prev"]!.GetValue<string>());
        Assert.Equal(ids, Ids(await node.Api.GetAsync("/v2/pipeline/runs")).Intersect(ids));

        var shown = await node.Api.GetAsync($"/v2/jobs/{number}/runs/{ids[0]}");
        Assert.Equal("400", shown.Attributes["outputs"]![0]!.GetValue<string>());
        Assert.Equal(JsonNode.Parse(all.List[0]!.ToJsonString())!["attributes"]!.ToJsonString(), shown.Attributes.ToJsonString());
    }

    [Fact]
    public async Task Runs_of_a_deleted_job_are_kept()
    {
        var (number, _) = await CreateAsync(WebhookJobs.ParseAndMultiply);
        var run = await node.Api.PostAsync($"/v2/jobs/{number}/runs", "{\"v\": 1}");

        Assert.Equal(HttpStatusCode.NoContent, (await node.Api.DeleteAsync($"/v2/jobs/{number}")).Status);

        Assert.Single((await node.Api.GetAsync($"/v2/jobs/{number}/runs")).List);
        Assert.Equal(HttpStatusCode.OK, (await node.Api.GetAsync($"/v2/jobs/{number}/runs/{run.Data["id"]}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await node.Api.PostAsync($"/v2/jobs/{number}/runs", "{}")).Status);
    }

    [Theory]
    [InlineData("POST", "/v2/jobs/99999/runs", HttpStatusCode.NotFound)]
    [InlineData("POST", "/v2/jobs/11111111-1111-1111-1111-111111111111/runs", HttpStatusCode.NotFound)]
    [InlineData("POST", "/v2/jobs/abc/runs", HttpStatusCode.UnprocessableEntity)]
    [InlineData("GET", "/v2/jobs/11111111-1111-1111-1111-111111111111/runs", HttpStatusCode.NotFound)]
    [InlineData("GET", "/v2/jobs/abc/runs", HttpStatusCode.UnprocessableEntity)]
    [InlineData("GET", "/v2/jobs/{job}/runs/99999999", HttpStatusCode.NotFound)]
    [InlineData("GET", "/v2/jobs/99999/runs/{run}", HttpStatusCode.NotFound)]
    [InlineData("GET", "/v2/jobs/{job}/runs/abc", HttpStatusCode.UnprocessableEntity)]
    [InlineData("GET", "/v2/jobs/{job}/runs?page=0", HttpStatusCode.UnprocessableEntity)]
    [InlineData("GET", "/v2/jobs/{job}/runs?page=1000000", HttpStatusCode.UnprocessableEntity)]
    public async Task What_is_not_there_is_not_found_and_what_is_no_id_is_refused(string method, string path, HttpStatusCode expected)
    {
        var (number, _) = await CreateAsync(WebhookJobs.ParseAndMultiply);
        var run = await node.Api.PostAsync($"/v2/jobs/{number}/runs", "{\"v\": 1}");
        var filled = path.Replace("{job}", number, StringComparison.Ordinal)
            .Replace("{run}", run.Data["id"]!.GetValue<string>(), StringComparison.Ordinal);

        var answer = await node.Api.SendAsync(new HttpMethod(method), filled, method == "POST" ? "{}" : null);

        Assert.True(answer.Status == expected, $"{filled}: {answer}");
        Assert.Single(answer.Errors);
    }

    [Fact]
    public async Task A_job_of_another_type_is_not_run_by_a_call()
    {
        var cron = await node.Api.CreateJobAsync("""
            type = "cron"
            schemaVersion = 1
            schedule = "CRON_TZ=UTC 0 0 0 1 1 *"
            observationSource = "a [type=memo value=1]"
            """);
        Assert.Equal(HttpStatusCode.OK, cron.Status);

        var answer = await node.Api.PostAsync($"/v2/jobs/{cron.Data["id"]}/runs", "{}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("webhook", Assert.Single(answer.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_over_the_limit_makes_no_run()
    {
        var (number, _) = await CreateAsync(WebhookJobs.ParseAndMultiply);

        var answer = await node.Api.PostAsync($"/v2/jobs/{number}/runs", $$"""{"v": "{{new string('1', 64 * 1024)}}"}""");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        Assert.Empty((await node.Api.GetAsync($"/v2/jobs/{number}/runs")).List);
    }

    [Fact]
    public async Task A_call_does_not_wait_longer_for_its_run_than_RunWaitMax()
    {
        TaskCompletionSource answering = new();
        await using var outside = await Outside.StartAsync(async context =>
        {
            await answering.Task.WaitAsync(context.RequestAborted);
            await context.Response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes("{\"v\": 1}"));
        });
        await using var impatient = await TestNode.StartNewAsync(options => options with
        {
            Http = new HttpOptions { Port = 0, RunWaitMax = TimeSpan.FromMilliseconds(100) },
            OutboundHttp = new() { AllowedHosts = [new() { Host = outside.Host, Jobs = ["*"] }] },
        });
        var created = await impatient.Api.CreateJobAsync(WebhookJobs.Spec($"""a [type=http method=GET url="{outside.Url}"]"""));

        var run = await impatient.Api.PostAsync($"/v2/jobs/{created.Data["id"]}/runs", "{}");

        Assert.Equal(HttpStatusCode.OK, run.Status);
        Assert.NotEqual("completed", run.Attributes["state"]!.GetValue<string>());
        Assert.Null(run.Attributes["finishedAt"]);
        Assert.Equal("{}", run.Attributes["inputs"]!["jobRun"]!["requestBody"]!.GetValue<string>());
        answering.SetResult();
        var path = $"/v2/jobs/{created.Data["id"]}/runs/{run.Data["id"]}";
        var startedAt = TimeProvider.System.GetTimestamp();
        while ((await impatient.Api.GetAsync(path)).Attributes["finishedAt"] is null)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < TimeSpan.FromSeconds(20), "the run does not finish");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Equal("completed", (await impatient.Api.GetAsync(path)).Attributes["state"]!.GetValue<string>());
    }

    private static List<string> Ids(ApiAnswer answer) => [.. answer.List.Select(run => run!["id"]!.GetValue<string>())];

    private async Task<(string Number, string ExternalId)> CreateAsync(string pipeline)
    {
        var created = await node.Api.CreateJobAsync(WebhookJobs.Spec(pipeline));
        Assert.True(created.Status == HttpStatusCode.OK, $"{created}");
        return (created.Data["id"]!.GetValue<string>(), created.Attributes["externalJobID"]!.GetValue<string>());
    }
}
