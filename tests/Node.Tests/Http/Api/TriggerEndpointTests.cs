using System.Net;
using System.Text;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Http.Api;

/// <summary><c>POST /v2/jobs/{id}/runs</c>: waiting, keys and limits.</summary>
public sealed class TriggerEndpointTests(TestNode node) : IClassFixture<TestNode>
{
    [Fact]
    public async Task A_caller_that_waits_gets_the_finished_run_and_one_that_does_not_gets_its_link()
    {
        TaskCompletionSource answering = new();
        await using var outside = await Outside.StartAsync(async context =>
        {
            await answering.Task.WaitAsync(context.RequestAborted);
            await context.Response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes("{\"v\": 1}"));
        });
        await using var own = await TestNode.StartNewAsync(options => options with
        {
            OutboundHttp = new() { AllowedHosts = [new() { Host = outside.Host, Jobs = ["*"] }] },
        });
        var created = await own.Api.CreateJobAsync(WebhookJobs.Spec($"""a [type=http method=GET url="{outside.Url}"]"""));
        var path = $"/v2/jobs/{created.Data["id"]}/runs";

        var atOnce = await own.Api.PostAsync($"{path}?wait=0", "{}", ("Idempotency-Key", "k"));
        Assert.True(atOnce.Status == HttpStatusCode.Accepted, $"{atOnce}");
        var link = atOnce.Json["links"]!["self"]!.GetValue<string>();
        Assert.Equal($"{path}/{atOnce.Data["id"]}", link);
        Assert.Equal(HttpStatusCode.Accepted, (await own.Api.PostAsync($"{path}?wait=50ms", "{}", ("Idempotency-Key", "k"))).Status);
        Assert.Null((await own.Api.GetAsync(link)).Attributes["finishedAt"]);

        var waiting = own.Api.PostAsync($"{path}?wait=14s", "{}", ("Idempotency-Key", "k"));
        answering.SetResult();
        var finished = await waiting;
        Assert.Equal(HttpStatusCode.OK, finished.Status);
        Assert.Equal(atOnce.Data["id"]!.GetValue<string>(), finished.Data["id"]!.GetValue<string>());
        Assert.Equal("completed", finished.Attributes["state"]!.GetValue<string>());
        Assert.Null(finished.Json["links"]);
        Assert.Equal(finished.Attributes.ToJsonString(), (await own.Api.GetAsync(link)).Attributes.ToJsonString());
    }

    [Theory]
    [InlineData("soon", "duration")]
    [InlineData("-1s", "duration")]
    [InlineData("", "duration")]
    [InlineData("15001ms", "RunWaitMax, 15s")]
    public async Task A_wait_that_is_none_or_longer_than_RunWaitMax_is_refused_and_makes_no_run(string wait, string because)
    {
        var job = await CreateAsync();

        var answer = await node.Api.PostAsync($"/v2/jobs/{job}/runs?wait={wait}", "{\"v\": 1}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(because, Assert.Single(answer.Errors), StringComparison.Ordinal);
        Assert.Empty((await node.Api.GetAsync($"/v2/jobs/{job}/runs")).List);
    }

    [Fact]
    public async Task A_second_delivery_is_answered_as_such()
    {
        var job = await CreateAsync();

        Assert.Null(await ReplayedAsync(job));
        Assert.Equal("true", await ReplayedAsync(job));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_up_to_RunBodyBytesMax_is_taken_and_a_larger_one_makes_no_run(bool isChunked)
    {
        await using var own = await TestNode.StartNewAsync(options => options with { Http = new() { Port = 0, RunBodyBytesMax = 2000 } });
        var created = await own.Api.CreateJobAsync(WebhookJobs.Spec(WebhookJobs.ParseAndMultiply));
        var path = $"{own.Url}v2/jobs/{created.Data["id"]}/runs";

        var (taken, _) = await SendAsync(own, path, "{\"v\": 1}".PadRight(2000), isChunked);
        var (refused, text) = await SendAsync(own, path, "{\"v\": 1}".PadRight(2001), isChunked);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.RequestEntityTooLarge), (taken, refused));
        Assert.Contains("RunBodyBytesMax", text, StringComparison.Ordinal);
        Assert.Single((await own.Api.GetAsync($"/v2/jobs/{created.Data["id"]}/runs")).List);
    }

    [Fact]
    public async Task Many_callers_at_once_each_get_the_end_of_their_own_run()
    {
        var created = await node.Api.CreateJobAsync("maxConcurrentRuns = 8\n" + WebhookJobs.Spec(WebhookJobs.ParseAndMultiply));

        var answers = await Task.WhenAll(Enumerable.Range(1, 200).Select(async i => (i, await node.Api.PostAsync($"/v2/jobs/{created.Data["id"]}/runs?wait=15s", $"{{\"v\": {i}}}"))));

        Assert.All(answers, answer =>
        {
            Assert.Equal(HttpStatusCode.OK, answer.Item2.Status);
            Assert.Equal($"{answer.i * 100}", answer.Item2.Attributes["outputs"]![0]!.GetValue<string>());
        });
        Assert.Equal(200, answers.Select(answer => answer.Item2.Data["id"]!.GetValue<string>()).Distinct().Count());
    }

    private async Task<string> CreateAsync()
    {
        var created = await node.Api.CreateJobAsync(WebhookJobs.Spec(WebhookJobs.ParseAndMultiply));
        Assert.True(created.Status == HttpStatusCode.OK, $"{created}");
        return created.Data["id"]!.GetValue<string>();
    }

    private async Task<string?> ReplayedAsync(string job)
    {
        using var http = new HttpClient();
        using var request = Request(node, $"{node.Url}v2/jobs/{job}/runs", "{\"v\": 1}", isChunked: false);
        request.Headers.Add("Idempotency-Key", "twice");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.Headers.TryGetValues("Idempotent-Replayed", out var values) ? values.Single() : null;
    }

    private static async Task<(HttpStatusCode Status, string Text)> SendAsync(TestNode own, string path, string body, bool isChunked)
    {
        using var http = new HttpClient();
        using var request = Request(own, path, body, isChunked);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static HttpRequestMessage Request(TestNode own, string path, string body, bool isChunked)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-API-KEY", own.Host.NewToken!.AccessKey);
        request.Headers.Add("X-API-SECRET", own.Host.NewToken.Secret);
        request.Headers.TransferEncodingChunked = isChunked;
        return request;
    }
}
