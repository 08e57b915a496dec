using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Node.Jobs.Runs;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Http.Api;

/// <summary><c>/v2/external_initiators</c>, and what an initiator may do.</summary>
public sealed class InitiatorsEndpointsTests(TestNode node) : IClassFixture<TestNode>
{
    [Fact]
    public async Task An_initiator_is_created_listed_and_deleted_and_its_secrets_are_shown_once()
    {
        var created = await node.Api.PostAsync("/v2/external_initiators", """{"name": "Feed-A", "url": "https://feed.example/jobs"}""");

        Assert.True(created.Status == HttpStatusCode.Created, $"{created}");
        Assert.Equal("feed-a", created.Attributes["name"]!.GetValue<string>());
        Assert.Equal("https://feed.example/jobs", created.Attributes["url"]!.GetValue<string>());
        string[] secrets = [.. new[] { "incomingSecret", "outgoingToken", "outgoingSecret" }.Select(name => created.Attributes[name]!.GetValue<string>())];
        Assert.Equal(3, secrets.Where(secret => secret.Length >= 32).Distinct().Count());

        var listed = await node.Api.GetAsync("/v2/external_initiators?page=1&size=1000");
        var shown = listed.List.Single(initiator => initiator!["attributes"]!["name"]!.GetValue<string>() == "feed-a")!;
        Assert.Equal(created.Attributes["incomingAccessKey"]!.GetValue<string>(), shown["attributes"]!["accessKey"]!.GetValue<string>());
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, listed.Text, StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.NoContent, (await node.Api.DeleteAsync("/v2/external_initiators/FEED-a")).Status);
        var again = await node.Api.DeleteAsync("/v2/external_initiators/feed-a");
        Assert.Equal((HttpStatusCode.NotFound, "external initiator not found"), (again.Status, Assert.Single(again.Errors)));
    }

    [Theory]
    [InlineData("""{"url": "https://feed.example"}""", HttpStatusCode.BadRequest, "No name specified")]
    [InlineData("""{"name": "a b"}""", HttpStatusCode.BadRequest, "alphanumeric")]
    [InlineData("""{"name": 1}""", HttpStatusCode.BadRequest, "texts")]
    [InlineData("""{"name": "x", "url": "ftp://feed.example"}""", HttpStatusCode.BadRequest, "url")]
    [InlineData("""{"name": "x", "url": "http://user:password@feed.example"}""", HttpStatusCode.BadRequest, "url")]
    [InlineData("""{"name": "x\ud800"}""", HttpStatusCode.BadRequest, "texts")]
    [InlineData("""["x"]""", HttpStatusCode.UnprocessableEntity, "object")]
    [InlineData("""{""", HttpStatusCode.UnprocessableEntity, "not JSON")]
    public async Task What_is_no_initiator_is_refused(string body, HttpStatusCode status, string because)
    {
        var answer = await node.Api.PostAsync("/v2/external_initiators", body);

        Assert.True(answer.Status == status, $"{answer}");
        Assert.Contains(because, Assert.Single(answer.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_taken_is_a_conflict()
    {
        await CreateAsync("twice");

        var answer = await node.Api.PostAsync("/v2/external_initiators", """{"name": "TWICE"}""");

        Assert.Equal((HttpStatusCode.Conflict, "Name twice already exists"), (answer.Status, Assert.Single(answer.Errors)));
    }

    [Fact]
    public async Task An_initiator_runs_the_jobs_that_name_it_and_no_others()
    {
        var headers = await CreateAsync("runner");
        var named = await CreateJobAsync("externalInitiators = [{ name = \"Runner\", spec = '{}' }]");
        var unnamed = await CreateJobAsync("");

        var run = await node.Nobody.PostAsync($"/v2/jobs/{named}/runs", "{\"v\": 2}", headers);
        Assert.True(run.Status == HttpStatusCode.OK, $"{run}");
        Assert.Equal("200", run.Attributes["outputs"]![0]!.GetValue<string>());

        var refused = await node.Nobody.PostAsync($"/v2/jobs/{unnamed}/runs", "{\"v\": 2}", headers);
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Contains("runner may not run job", Assert.Single(refused.Errors), StringComparison.Ordinal);
        Assert.Empty((await node.Api.GetAsync($"/v2/jobs/{unnamed}/runs")).List);
        Assert.Equal(HttpStatusCode.NotFound, (await node.Nobody.PostAsync($"/v2/jobs/{Guid.NewGuid()}/runs", "{}", headers)).Status);
    }

    [Fact]
    public async Task An_initiator_comes_to_no_run_of_another_caller_by_its_key_and_sees_no_spec()
    {
        var (first, second) = (await CreateAsync("keys-a"), await CreateAsync("keys-b"));
        var job = await CreateJobAsync("externalInitiators = [{ name = \"keys-a\" }, { name = \"keys-b\" }]");
        (string, string) key = ("Idempotency-Key", "k-1");

        var ofUser = await node.Api.PostAsync($"/v2/jobs/{job}/runs", "{\"v\": 1}", key);
        var ofFirst = await node.Nobody.PostAsync($"/v2/jobs/{job}/runs", "{\"v\": 2}", [.. first, key]);
        var ofSecond = await node.Nobody.PostAsync($"/v2/jobs/{job}/runs", "{\"v\": 3}", [.. second, key]);
        var again = await node.Nobody.PostAsync($"/v2/jobs/{job}/runs", "{\"v\": 2}", [.. first, key]);

        Assert.Equal(["100", "200", "300", "200"], new[] { ofUser, ofFirst, ofSecond, again }.Select(run => run.Attributes["outputs"]![0]!.GetValue<string>()));
        Assert.NotNull(ofUser.Attributes["pipelineSpec"]);
        Assert.All([ofFirst, again], run => Assert.Null(run.Attributes["pipelineSpec"]));
        var tooLong = await node.Nobody.PostAsync($"/v2/jobs/{job}/runs", "{}", [.. first, ("Idempotency-Key", new string('k', Trigger.KeyCharsMax))]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooLong.Status);
    }

    [Fact]
    public async Task An_initiator_learns_nothing_of_a_job_that_does_not_name_it()
    {
        var headers = await CreateAsync("curious");
        var cron = await node.Api.CreateJobAsync("type = \"cron\"\nschemaVersion = 1\nschedule = \"CRON_TZ=UTC 0 0 0 1 1 *\"\nobservationSource = \"a [type=memo value=1]\"");
        var ended = await CreateJobAsync("endAt = \"2020-01-01T00:00:00Z\"");

        foreach (var id in new[] { cron.Data["id"]!.GetValue<string>(), ended })
        {
            var answer = await node.Nobody.PostAsync($"/v2/jobs/{id}/runs?wait=nonsense", "{}", headers);
            Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
            Assert.Contains("curious may not run job", Assert.Single(answer.Errors), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("GET", "/v2/jobs")]
    [InlineData("POST", "/v2/jobs")]
    [InlineData("GET", "/v2/jobs/1/runs")]
    [InlineData("GET", "/v2/pipeline/runs")]
    [InlineData("GET", "/v2/external_initiators")]
    [InlineData("DELETE", "/v2/external_initiators/narrow")]
    [InlineData("POST", "/v2/keys/evm")]
    public async Task An_initiator_may_do_nothing_else(string method, string path)
    {
        var headers = await CreateAsync($"narrow-{Guid.NewGuid():N}");

        var answer = await node.Nobody.SendAsync(new HttpMethod(method), path, method == "POST" ? "{}" : null, headers);

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Contains("nothing else", Assert.Single(answer.Errors), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await node.Nobody.SendAsync(HttpMethod.Get, "/v2/ping", null, headers)).Status);
    }

    [Fact]
    public async Task Wrong_credentials_and_those_of_a_removed_initiator_are_denied()
    {
        var headers = await CreateAsync("gone");
        var other = await CreateAsync("other");
        var job = await CreateJobAsync("externalInitiators = [{ name = \"gone\" }]");
        (string, string)[][] wrong = [[headers[0]], [headers[1]], [headers[0], other[1]], [headers[0], (headers[1].Name, "x")], [("X-Chainlink-EA-AccessKey", "x"), headers[1]]];
        foreach (var sent in wrong)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await node.Nobody.PostAsync($"/v2/jobs/{job}/runs", "{\"v\": 2}", sent)).Status);
        }

        // The headers of a user with an initiator's credentials are no user.
        Assert.Equal(HttpStatusCode.Unauthorized, (await node.Nobody.SendAsync(
            HttpMethod.Get, "/v2/jobs", null, ("X-API-KEY", headers[0].Value), ("X-API-SECRET", headers[1].Value))).Status);

        Assert.Equal(HttpStatusCode.NoContent, (await node.Api.DeleteAsync("/v2/external_initiators/gone")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await node.Nobody.PostAsync($"/v2/jobs/{job}/runs", "{\"v\": 2}", headers)).Status);
        Assert.Equal(HttpStatusCode.OK, (await node.Api.PostAsync($"/v2/jobs/{job}/runs", "{\"v\": 2}")).Status);
        Assert.Empty((await node.Api.GetAsync($"/v2/jobs/{job}/runs")).List.Skip(1));
    }

    [Fact]
    public async Task A_job_that_names_nobody_who_is_there_is_refused_with_what_was_meant()
    {
        await CreateAsync("weather");

        var answer = await node.Api.CreateJobAsync("externalInitiators = [{ name = \"wether\" }]\n" + WebhookJobs.Spec(WebhookJobs.ParseAndMultiply));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("did you mean weather?", Assert.Single(answer.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_initiator_is_told_of_a_job_that_comes_and_goes()
    {
        ConcurrentQueue<string> told = new();
        await using var outside = await Outside.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            told.Enqueue($"{context.Request.Method} {context.Request.Path} {await reader.ReadToEndAsync()}");
        });
        await using var own = await TestNode.StartNewAsync(options => options);
        await own.Api.PostAsync("/v2/external_initiators", new JsonObject { ["name"] = "feed", ["url"] = $"{outside.Url}ei" }.ToJsonString());
        var id = Guid.NewGuid();
        var created = await own.Api.CreateJobAsync("externalInitiators = [{ name = \"feed\", spec = '{\"every\": 5}' }]\n" + WebhookJobs.Spec(WebhookJobs.ParseAndMultiply, id));
        Assert.True(created.Status == HttpStatusCode.OK, $"{created}");
        await UntilAsync(() => told.Contains($"POST /ei {{\"jobId\":\"{id}\",\"type\":\"feed\",\"params\":{{\"every\":5}}}}"), told);

        Assert.Equal(HttpStatusCode.NoContent, (await own.Api.DeleteAsync($"/v2/jobs/{id}")).Status);
        await UntilAsync(() => told.Contains($"DELETE /ei/{id} "), told);
        Assert.Equal(2, told.Count);
    }

    private async Task<(string Name, string Value)[]> CreateAsync(string name)
    {
        var created = await node.Api.PostAsync("/v2/external_initiators", new JsonObject { ["name"] = name }.ToJsonString());
        Assert.True(created.Status == HttpStatusCode.Created, $"{created}");
        return
        [
            ("X-Chainlink-EA-AccessKey", created.Attributes["incomingAccessKey"]!.GetValue<string>()),
            ("X-Chainlink-EA-Secret", created.Attributes["incomingSecret"]!.GetValue<string>()),
        ];
    }

    private async Task<string> CreateJobAsync(string line)
    {
        var created = await node.Api.CreateJobAsync($"{line}\n{WebhookJobs.Spec(WebhookJobs.ParseAndMultiply)}");
        Assert.True(created.Status == HttpStatusCode.OK, $"{created}");
        return created.Attributes["externalJobID"]!.GetValue<string>();
    }

    private static async Task UntilAsync(Func<bool> isSo, IEnumerable<string> told)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (!isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < TimeSpan.FromSeconds(30), $"it was told: {string.Join("; ", told)}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
