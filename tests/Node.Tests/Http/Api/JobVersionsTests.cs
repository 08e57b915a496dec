using System.Net;
using System.Text.Json.Nodes;
using Node.Jobs.Specs;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Http.Api;

/// <summary>Replacing, applying, going back, and the errors of jobs, by HTTP.</summary>
public sealed class JobVersionsTests(TestNode node) : IClassFixture<TestNode>
{
    private const string Times1000 = "parse [type=jsonparse path=\"v\" data=\"$(jobRun.requestBody)\"]\nmul [type=multiply times=1000]\nparse -> mul";

    [Fact]
    public async Task A_job_is_replaced_shown_compared_and_brought_back()
    {
        var id = Guid.NewGuid();
        var number = (await node.Api.CreateJobAsync(WebhookJobs.Spec(WebhookJobs.ParseAndMultiply, id))).Data["id"]!.GetValue<string>();

        var replaced = await node.Api.SendAsync(HttpMethod.Put, $"/v2/jobs/{number}", Toml(WebhookJobs.Spec(Times1000, id)));

        Assert.True(replaced.Status == HttpStatusCode.OK, $"{replaced}");
        Assert.Equal((number, 2), (replaced.Data["id"]!.GetValue<string>(), replaced.Attributes["version"]!.GetValue<int>()));
        Assert.Equal("50000", await OutputAsync(id));
        var versions = await node.Api.GetAsync($"/v2/jobs/{id}/versions");
        Assert.Equal([2, 1], versions.List.Select(version => version!["attributes"]!["version"]!.GetValue<int>()));
        var first = await node.Api.GetAsync($"/v2/jobs/{number}/versions/1");
        Assert.Equal(WebhookJobs.Spec(WebhookJobs.ParseAndMultiply, id), first.Attributes["toml"]!.GetValue<string>());
        var diff = await node.Api.GetAsync($"/v2/jobs/{id}/versions/2/diff");
        Assert.Equal(["task mul: times from 100 to 1000"], diff.Attributes["changes"]!.AsArray().Select(line => line!.GetValue<string>()));
        Assert.Contains("+mul [type=multiply times=1000]", diff.Attributes["diff"]!.GetValue<string>(), StringComparison.Ordinal);
        var fromNothing = await node.Api.GetAsync($"/v2/jobs/{id}/versions/1/diff");
        Assert.Equal("the job is new", fromNothing.Attributes["changes"]![0]!.GetValue<string>());

        var back = await node.Api.PostAsync($"/v2/jobs/{id}/rollback", "{\"to\": 1}");
        Assert.Equal((HttpStatusCode.OK, 3), (back.Status, back.List[0]!["attributes"]!["version"]!.GetValue<int>()));
        Assert.Equal("5000", await OutputAsync(id));
        Assert.Equal(1, (await node.Api.GetAsync($"/v2/jobs/{id}/versions")).List[0]!["attributes"]!["restoresVersion"]!.GetValue<int>());
    }

    [Fact]
    public async Task Many_specs_are_applied_as_one_change_after_a_look_at_it()
    {
        var (one, two) = (Guid.NewGuid(), Guid.NewGuid());
        var specs = Specs(("one.toml", WebhookJobs.Spec(WebhookJobs.ParseAndMultiply, one)), ("two.toml", WebhookJobs.Spec(WebhookJobs.ParseAndMultiply, two)));
        Assert.Equal(2, (await node.Api.PostAsync("/v2/jobs/apply", specs)).Json["meta"]!["created"]!.GetValue<int>());
        var changed = new[] { ("one.toml", WebhookJobs.Spec(WebhookJobs.ParseAndMultiply, one)), ("two.toml", WebhookJobs.Spec(Times1000, two)) };

        var dry = await node.Api.PostAsync("/v2/jobs/apply", Specs(true, changed));

        Assert.Equal("replaced", dry.List[1]!["attributes"]!["action"]!.GetValue<string>());
        Assert.Contains("-mul [type=multiply times=100]", dry.List[1]!["attributes"]!["diff"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("5000", await OutputAsync(two));
        var done = await node.Api.PostAsync("/v2/jobs/apply", Specs(false, changed));
        Assert.Equal((1, 1), (done.Json["meta"]!["replaced"]!.GetValue<int>(), done.Json["meta"]!["unchanged"]!.GetValue<int>()));
        Assert.Equal("50000", await OutputAsync(two));
    }

    [Fact]
    public async Task What_cannot_be_applied_is_refused_with_every_fault()
    {
        var id = Guid.NewGuid();
        var refused = await node.Api.PostAsync("/v2/jobs/apply", Specs(("good.toml", WebhookJobs.Spec(WebhookJobs.ParseAndMultiply, id)), ("a.toml", "type = \"cron\""), ("b.toml", "x")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains(refused.Errors, error => error.StartsWith("a.toml:", StringComparison.Ordinal));
        Assert.Contains(refused.Errors, error => error.StartsWith("b.toml:1:", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, (await node.Api.GetAsync($"/v2/jobs/{id}")).Status);
    }

    [Theory]
    [InlineData("POST", "/v2/jobs/apply", "[]", 422)]
    [InlineData("POST", "/v2/jobs/apply", "{\"specs\": [1]}", 422)]
    [InlineData("POST", "/v2/jobs/apply", "{\"specs\": [{\"toml\": \"\\ud800\"}]}", 422)]
    [InlineData("POST", "/v2/jobs/apply", "{\"specs\": [], \"dryRun\": 1}", 422)]
    [InlineData("POST", "/v2/jobs/99999/rollback", "{\"to\": 1}", 404)]
    [InlineData("POST", "/v2/jobs/99999/rollback", "{\"to\": 0}", 422)]
    [InlineData("POST", "/v2/jobs/nope/rollback", "{\"to\": 1}", 422)]
    [InlineData("POST", "/v2/jobs/b1c1f9b6-0000-4000-8000-000000000000/rollback", "{\"to\": 1}", 404)]
    [InlineData("PUT", "/v2/jobs/99999", "{\"toml\": \"x\"}", 404)]
    [InlineData("PUT", "/v2/jobs/99999", "{}", 422)]
    [InlineData("GET", "/v2/jobs/99999/versions", null, 404)]
    [InlineData("GET", "/v2/jobs/99999/versions/1", null, 404)]
    [InlineData("GET", "/v2/jobs/99999/versions/x", null, 422)]
    [InlineData("DELETE", "/v2/pipeline/job_spec_errors/99999", null, 404)]
    [InlineData("DELETE", "/v2/pipeline/job_spec_errors/x", null, 422)]
    public async Task Bad_requests_are_answered_precisely(string method, string path, string? body, int status)
    {
        var answer = await node.Api.SendAsync(new HttpMethod(method), path, body);
        Assert.True((int)answer.Status == status, $"{answer}");
        Assert.NotEmpty(answer.Errors);
    }

    [Fact]
    public async Task A_version_that_is_not_there_is_named_with_those_that_are()
    {
        var id = Guid.NewGuid();
        await node.Api.CreateJobAsync(WebhookJobs.Spec(WebhookJobs.ParseAndMultiply, id));
        var answer = await node.Api.PostAsync($"/v2/jobs/{id}/rollback", "{\"to\": 7}");
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.EndsWith("has no version 7; kept are 1", Assert.Single(answer.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limits_of_applying_are_kept()
    {
        await using var small = await TestNode.StartNewAsync(options => options with { Jobs = new JobsOptions { ApplySpecsMax = 1, ApplyBytesMax = 100_000 } });
        var two = await small.Api.PostAsync("/v2/jobs/apply", Specs(("a", "x"), ("b", "x")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, two.Status);
        Assert.Contains("ApplySpecsMax", Assert.Single(two.Errors), StringComparison.Ordinal);
        // Larger than other bodies may be, and read all the same.
        var longer = await small.Api.PostAsync("/v2/jobs/apply", Specs(("a", "#" + new string('x', 80_000))));
        Assert.Contains("65536", Assert.Single(longer.Errors), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await small.Api.PostAsync("/v2/jobs/apply", Specs(("a", new string('x', 200_000))))).Status);
    }

    [Fact]
    public async Task Failed_runs_are_counted_as_errors_of_the_job_until_they_are_dismissed()
    {
        var id = Guid.NewGuid();
        await node.Api.CreateJobAsync(WebhookJobs.Spec(WebhookJobs.ParseAndMultiply, id));
        await node.Api.PostAsync($"/v2/jobs/{id}/runs", "{}");
        await node.Api.PostAsync($"/v2/jobs/{id}/runs", "{}");

        var error = Assert.Single((await node.Api.GetAsync($"/v2/jobs/{id}")).Attributes["errors"]!.AsArray())!;

        Assert.Equal(2, error["occurrences"]!.GetValue<int>());
        Assert.Contains("parse", error["description"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(["id", "description", "occurrences", "createdAt", "updatedAt"], error.AsObject().Select(pair => pair.Key));
        Assert.Equal(HttpStatusCode.NoContent, (await node.Api.DeleteAsync($"/v2/pipeline/job_spec_errors/{error["id"]}")).Status);
        Assert.Empty((await node.Api.GetAsync($"/v2/jobs/{id}")).Attributes["errors"]!.AsArray());
    }

    private async Task<string> OutputAsync(Guid job) =>
        (await node.Api.PostAsync($"/v2/jobs/{job}/runs", "{\"v\": 50}")).Attributes["outputs"]![0]!.GetValue<string>();

    private static string Toml(string toml) => new JsonObject { ["toml"] = toml }.ToJsonString();

    private static string Specs(params (string Name, string Toml)[] specs) => Specs(false, specs);

    private static string Specs(bool isDryRun, params (string Name, string Toml)[] specs) => new JsonObject
    {
        ["dryRun"] = isDryRun,
        ["specs"] = new JsonArray([.. specs.Select(spec => new JsonObject { ["name"] = spec.Name, ["toml"] = spec.Toml })]),
    }.ToJsonString();
}
