using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Node.Core.Storage;
using Node.Http;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Http.Api;

/// <summary>Calls that make no run, schedules that make none ever, and jobs that go while theirs are under way: each has its answer.</summary>
public sealed class TriggerRefusalTests : IAsyncLifetime
{
    private readonly TaskCompletionSource _answering = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Outside? _outside;
    private TestNode? _node;

    private TestApi Api => _node!.Api;

    public async ValueTask InitializeAsync()
    {
        _outside = await Outside.StartAsync(async context =>
        {
            await _answering.Task.WaitAsync(context.RequestAborted);
            await context.Response.BodyWriter.WriteAsync("42"u8.ToArray());
        });
        _node = await TestNode.StartNewAsync(options => options with
        {
            Http = new HttpOptions { Port = 0, RunWaitMax = TimeSpan.FromSeconds(20) },
            Runs = new() { OpenMax = 2 },
            OutboundHttp = new() { AllowedHosts = [new() { Host = _outside.Host, Jobs = ["*"] }] },
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _node!.DisposeAsync();
        await _outside!.DisposeAsync();
    }

    [Theory]
    [InlineData("CRON_TZ=UTC 0 0 30 2 *", "", "never comes: no year has such a day")]
    [InlineData("CRON_TZ=Mars/Olympus @daily", "", "is not a time zone")]
    [InlineData("@at 2026-01-01T00:00:00Z", "endAt = \"2025-01-01T00:00:00Z\"", "never comes from startAt until endAt")]
    public async Task A_schedule_that_never_fires_is_refused_at_its_line(string schedule, string window, string because)
    {
        var answer = await Api.CreateJobAsync($"type = \"cron\"\nschemaVersion = 1\nschedule = \"{schedule}\"\n{window}\nobservationSource = \"a [type=memo value=1]\"");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        var error = Assert.Single(answer.Errors);
        Assert.StartsWith("3:1 value-invalid: schedule ", error, StringComparison.Ordinal);
        Assert.Contains(because, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("startAt = \"2999-01-01T00:00:00Z\"", "the job begins at 2999-01-01T00:00:00Z (startAt)")]
    [InlineData("endAt = \"2020-01-01T00:00:00Z\"", "the job ended at 2020-01-01T00:00:00Z (endAt)")]
    public async Task A_call_before_the_beginning_or_after_the_end_of_a_job_makes_no_run(string window, string because)
    {
        var job = await CreateAsync(WebhookJobs.ParseAndMultiply, window);

        var answer = await Api.PostAsync($"/v2/jobs/{job}/runs", "{\"v\": 1}");

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Equal(because, Assert.Single(answer.Errors));
        Assert.Empty((await Api.GetAsync($"/v2/jobs/{job}/runs")).List);
    }

    [Fact]
    public async Task A_run_is_not_tried_again_after_the_end_of_its_job()
    {
        var id = Guid.NewGuid();
        var job = await CreateAsync(WebhookJobs.ParseAndMultiply, "", id);
        var run = (await Api.PostAsync($"/v2/jobs/{job}/runs", "{}")).Data["id"]!.GetValue<string>();
        var spec = "endAt = \"2020-01-01T00:00:00Z\"\n" + WebhookJobs.Spec(WebhookJobs.ParseAndMultiply, id);
        var replaced = await Api.SendAsync(HttpMethod.Put, $"/v2/jobs/{job}", new System.Text.Json.Nodes.JsonObject { ["toml"] = spec }.ToJsonString());
        Assert.True(replaced.Status == HttpStatusCode.OK, $"{replaced}");

        var answer = await Api.PostAsync($"/v2/runs/{run}/retry", "");

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Equal($"run {run} is not tried again: the job ended at 2020-01-01T00:00:00Z (endAt)", Assert.Single(answer.Errors));
    }

    [Fact]
    public async Task A_key_with_another_body_is_refused_and_one_whose_run_is_not_kept_is_gone()
    {
        var job = await CreateAsync(WebhookJobs.ParseAndMultiply);
        var first = await PostAsync(job, "{\"v\": 1}", "k");

        var other = await PostAsync(job, "{\"v\": 2}", "k");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
        Assert.Contains($"was used with another body, for run {first.Data["id"]}", Assert.Single(other.Errors), StringComparison.Ordinal);
        Assert.Equal(first.Data["id"]!.GetValue<string>(), (await PostAsync(job, "{\"v\": 1}", "k")).Data["id"]!.GetValue<string>());
        Assert.Single((await Api.GetAsync($"/v2/jobs/{job}/runs")).List);

        var id = long.Parse(first.Data["id"]!.GetValue<string>(), CultureInfo.InvariantCulture);
        await _node!.Host.Services.GetRequiredService<Database>().WriteAsync(
            session => session.ExecuteAsync("DELETE FROM runs WHERE id = @id", new { id }), TestContext.Current.CancellationToken);
        var gone = await PostAsync(job, "{\"v\": 1}", "k");
        Assert.Equal(HttpStatusCode.Gone, gone.Status);
        Assert.Equal($"run {id} of this Idempotency-Key is not kept any more", Assert.Single(gone.Errors));
    }

    [Fact]
    public async Task A_key_of_an_open_run_with_another_body_is_refused_at_once()
    {
        var job = await CreateAsync(Asking());
        var first = await PostAsync(job, "{}", "k", "?wait=0");
        Assert.Equal(HttpStatusCode.Accepted, first.Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync(job, "{ }", "k", "?wait=20s")).Status);
    }

    [Fact]
    public async Task A_call_beyond_OpenMax_is_told_to_come_later()
    {
        var job = await CreateAsync(Asking());
        await PostAsync(job, "{}", "a", "?wait=0");
        await PostAsync(job, "{}", "b", "?wait=0");

        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_node!.Url, $"/v2/jobs/{job}/runs?wait=0")) { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        request.Headers.Add("X-API-KEY", _node.Host.NewToken!.AccessKey);
        request.Headers.Add("X-API-SECRET", _node.Host.NewToken.Secret);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(1)), (answer.StatusCode, answer.Headers.RetryAfter?.Delta));
        Assert.Contains("Runs.OpenMax allows, 2", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(job, "{}", "a", "?wait=0")).Status);
    }

    [Fact]
    public async Task When_a_job_is_deleted_its_running_run_ends_and_those_behind_it_are_cancelled_and_both_callers_are_answered()
    {
        var job = await CreateAsync(Asking());
        var running = PostAsync(job, "{}", "a", "?wait=20s");
        await UntilAsync(() => Task.FromResult(_outside!.Requests == 1));
        var queued = PostAsync(job, "{}", "b", "?wait=20s");
        await UntilAsync(async () => (await Api.GetAsync($"/v2/jobs/{job}/runs")).List.Count == 2);

        Assert.Equal(HttpStatusCode.NoContent, (await Api.DeleteAsync($"/v2/jobs/{job}")).Status);
        _answering.SetResult();

        var (first, second) = (await running, await queued);
        Assert.Equal((HttpStatusCode.OK, "completed"), (first.Status, first.Attributes["state"]!.GetValue<string>()));
        Assert.Equal((HttpStatusCode.OK, "cancelled"), (second.Status, second.Attributes["state"]!.GetValue<string>()));
        Assert.Contains($"job {job} was deleted before the run ended", second.Attributes["allErrors"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("{}", second.Attributes["inputs"]!["jobRun"]!["requestBody"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(job, "{}", "c")).Status);
        Assert.Equal(1, _outside!.Requests);
    }

    private string Asking() => $"""ask [type=http method=GET url="{_outside!.Url}"]""";

    private Task<ApiAnswer> PostAsync(string job, string body, string key, string query = "") =>
        Api.PostAsync($"/v2/jobs/{job}/runs{query}", body, ("Idempotency-Key", key));

    private async Task<string> CreateAsync(string pipeline, string more = "", Guid? id = null)
    {
        var created = await Api.CreateJobAsync($"{more}\n{WebhookJobs.Spec(pipeline, id)}");
        Assert.True(created.Status == HttpStatusCode.OK, $"{created}");
        return created.Data["id"]!.GetValue<string>();
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < TimeSpan.FromSeconds(20), "it did not come to that");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
