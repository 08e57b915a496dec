using System.Net;
using System.Text.Json;
using Node.Http;
using Node.Jobs.Bridges;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Http.Api;

/// <summary>An adapter that answers later, over real HTTP both ways.</summary>
public sealed class ResumeEndpointTests : IAsyncLifetime
{
    private TestNode _node = null!;

    public async ValueTask InitializeAsync() =>
        _node = await TestNode.StartNewAsync(options => options with { Http = new HttpOptions { Port = 0, RunWaitMax = TimeSpan.FromMilliseconds(100) } });

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task An_adapter_answers_later_to_the_address_that_it_was_given_and_the_run_goes_on()
    {
        await using var story = await StartAsync();
        var address = story.Addresses[0];
        Assert.StartsWith(_node.Url.GetLeftPart(UriPartial.Authority) + "/v2/resume/", address.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await AnswerAsync(address, """{"value": {"price": 21.5}}""")).Status);
        var run = await story.EndAsync();
        Assert.Equal("21.5", run.Attributes["outputs"]![0]!.ToString());

        var again = await AnswerAsync(address, """{"value": {"price": 99}}""");
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Contains("was used", Assert.Single(again.Errors), StringComparison.Ordinal);
        Assert.Equal("21.5", (await story.RunAsync()).Attributes["outputs"]![0]!.ToString());
    }

    [Fact]
    public async Task The_token_may_come_as_a_header_instead()
    {
        await using var story = await StartAsync();
        var (path, token) = Parts(story.Addresses[0]);
        var answer = await _node.Nobody.SendAsync(HttpMethod.Patch, path, """{"value": {"price": 1}}""", ("Authorization", "Bearer " + token));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        await story.EndAsync();
    }

    [Fact]
    public async Task An_error_ends_the_task()
    {
        await using var story = await StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await AnswerAsync(story.Addresses[0], """{"error": "no such pair"}""")).Status);
        var run = await story.EndAsync();
        Assert.Contains("no such pair", run.Attributes["allErrors"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_is_refused_and_changes_nothing()
    {
        await using var story = await StartAsync();
        var (path, token) = Parts(story.Addresses[0]);
        const string Good = """{"value": {"price": 1}}""";
        await RefusedAsync(path, Good, HttpStatusCode.Unauthorized, "token of the callback is missing");
        await RefusedAsync(path + "?token=" + new string('0', 64), Good, HttpStatusCode.Unauthorized, "not the one of this callback");
        await RefusedAsync(path + "?token=" + new string('0', 300), Good, HttpStatusCode.Unauthorized, "missing");
        await RefusedAsync($"/v2/resume/{Guid.NewGuid()}?token={token}", Good, HttpStatusCode.NotFound, "nothing waits");
        await RefusedAsync($"/v2/resume/7?token={token}", Good, HttpStatusCode.UnprocessableEntity, "not a UUID");
        var url = $"{path}?token={token}";
        await RefusedAsync(url, "", HttpStatusCode.UnprocessableEntity, "not JSON");
        await RefusedAsync(url, "{}", HttpStatusCode.UnprocessableEntity, "must provide only one of either 'value' or 'error' key");
        await RefusedAsync(url, """{"value": 1, "error": "x"}""", HttpStatusCode.UnprocessableEntity, "must provide only one");
        await RefusedAsync(url, """{"error": 7}""", HttpStatusCode.UnprocessableEntity, "error is not a text");
        await RefusedAsync(url, """{"value": 1, "value": 2}""", HttpStatusCode.UnprocessableEntity, "not JSON");
        var most = new BridgeOptions().CallbackBytesMax;
        await RefusedAsync(url, $"{{\"value\": \"{new string('x', most)}\"}}", HttpStatusCode.RequestEntityTooLarge, $"CallbackBytesMax of {most}");
        Assert.Null((await story.RunAsync()).Attributes["finishedAt"]);

        Assert.Equal(HttpStatusCode.OK, (await AnswerAsync(story.Addresses[0], Good)).Status);
        await story.EndAsync();
    }

    [Fact]
    public async Task An_answer_that_nobody_waits_for_any_more_is_refused_with_the_reason()
    {
        const string Good = """{"value": {"price": 1}}""";
        await using (var answered = await StartAsync(isPending: false))
        {
            await answered.EndAsync();
            await RefusedAsync(answered.Addresses[0].PathAndQuery, Good, HttpStatusCode.Conflict, "no answer is waited for any more: the request itself gave the result");
        }

        await using var story = await StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await story.CancelAsync()).Status);
        await RefusedAsync(story.Addresses[0].PathAndQuery, Good, HttpStatusCode.Conflict, "the run has ended meanwhile");
        var cancelled = await story.RunAsync();
        Assert.Equal("cancelled", cancelled.Attributes["state"]!.GetValue<string>());
        Assert.Equal("{}", cancelled.Attributes["inputs"]!["jobRun"]!["requestBody"]!.GetValue<string>());
        var task = Assert.Single(cancelled.Attributes["taskRuns"]!.AsArray())!;
        Assert.Equal("ask", task["dotId"]!.GetValue<string>());
        Assert.Contains("was ended while it waited for the answer of bridge", task["error"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain(Parts(story.Addresses[0]).Token, cancelled.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_comes_too_late_is_refused_and_the_run_has_failed_by_that()
    {
        await using var node = await TestNode.StartNewAsync(options => options with
        {
            Http = new HttpOptions { Port = 0, RunWaitMax = TimeSpan.FromMilliseconds(100) },
            Bridges = new BridgeOptions { CallbackAgeMax = TimeSpan.FromSeconds(1) },
        });
        await using var story = new Story(node.Api);
        await story.BeginAsync();
        var run = await story.EndAsync();
        Assert.Contains("CallbackAgeMax of 1s", run.Attributes["allErrors"]!.ToJsonString(), StringComparison.Ordinal);

        var late = await node.Nobody.SendAsync(HttpMethod.Patch, story.Addresses[0].PathAndQuery, """{"value": {"price": 1}}""");

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Equal("the answer is too late: the task has failed meanwhile", Assert.Single(late.Errors));
        Assert.Equal("errored", (await story.RunAsync()).Attributes["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_caller_that_says_how_long_waits_through_the_pause_and_one_that_does_not_gets_the_suspended_run()
    {
        await using var node = await TestNode.StartNewAsync(options => options with { Http = new HttpOptions { Port = 0, RunWaitMax = TimeSpan.FromSeconds(15) } });
        await using var story = new Story(node.Api);
        await story.BeginAsync();
        Assert.Equal("suspended", story.Begun!.Attributes["state"]!.GetValue<string>());

        var waiting = story.TriggerAgainAsync("?wait=15s");
        Assert.Equal(HttpStatusCode.OK, (await node.Nobody.SendAsync(HttpMethod.Patch, story.Addresses[0].PathAndQuery, """{"value": {"price": 5}}""")).Status);
        var end = await waiting;

        Assert.Equal((HttpStatusCode.OK, "completed"), (end.Status, end.Attributes["state"]!.GetValue<string>()));
        Assert.Equal(story.Begun.Data["id"]!.GetValue<string>(), end.Data["id"]!.GetValue<string>());
    }

    private async Task RefusedAsync(string url, string body, HttpStatusCode status, string said)
    {
        var answer = await _node.Nobody.SendAsync(HttpMethod.Patch, url, body);
        Assert.True(answer.Status == status, answer.ToString());
        Assert.Contains(said, Assert.Single(answer.Errors), StringComparison.Ordinal);
    }

    private Task<ApiAnswer> AnswerAsync(Uri address, string body) => _node.Nobody.SendAsync(HttpMethod.Patch, address.PathAndQuery, body);

    private static (string Path, string Token) Parts(Uri address) => (address.AbsolutePath, address.Query["?token=".Length..]);

    private async Task<Story> StartAsync(bool isPending = true)
    {
        var story = new Story(_node.Api, isPending);
        await story.BeginAsync();
        return story;
    }

    /// <summary>An adapter, a bridge to it, a job that waits for it, and one run of that.</summary>
    private sealed class Story(TestApi api, bool isPending = true) : IAsyncDisposable
    {
        private readonly TaskCompletionSource<Uri> _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Outside? _adapter;
        private string _jobPath = "";
        private string _path = "";

        /// <summary>The answer to the call that began the run.</summary>
        public ApiAnswer? Begun { get; private set; }

        public List<Uri> Addresses { get; } = [];

        public async Task BeginAsync()
        {
            _adapter = await Outside.StartAsync(async context =>
            {
                using var body = await JsonDocument.ParseAsync(context.Request.Body);
                _asked.TrySetResult(new Uri(body.RootElement.GetProperty("responseURL").GetString()!));
                if (isPending)
                {
                    context.Response.Headers["X-Chainlink-Pending"] = "true";
                    return;
                }

                await context.Response.BodyWriter.WriteAsync("""{"price": 3}"""u8.ToArray());
            });
            var name = "later-" + Guid.NewGuid().ToString("N")[..8];
            Assert.Equal(HttpStatusCode.OK, (await api.PostAsync("/v2/bridge_types", $$"""{"name":"{{name}}","url":"{{_adapter.Url}}"}""")).Status);
            var job = await api.CreateJobAsync(WebhookJobs.Spec($"""
                ask [type=bridge name="{name}" async=true]
                price [type=jsonparse path="price"]
                ask -> price
                """));
            _jobPath = $"/v2/jobs/{job.Data["id"]}/runs";
            var trigger = TriggerAgainAsync("");
            Addresses.Add(await _asked.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
            Begun = await trigger;
            _path = $"{_jobPath}/{Begun.Data["id"]}";
        }

        public Task<ApiAnswer> TriggerAgainAsync(string query) => api.PostAsync(_jobPath + query, "{}", ("Idempotency-Key", "once"));

        public Task<ApiAnswer> RunAsync() => api.GetAsync(_path);

        public Task<ApiAnswer> CancelAsync() => api.PostAsync(_path + "/cancel", "");

        public async Task<ApiAnswer> EndAsync()
        {
            var started = TimeProvider.System.GetTimestamp();
            while (TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(20))
            {
                var run = await RunAsync();
                if (run.Attributes["finishedAt"] is not null)
                {
                    return run;
                }

                await Task.Delay(20, TestContext.Current.CancellationToken);
            }

            Assert.Fail($"the run did not end: {await RunAsync()}");
            return null!;
        }

        public async ValueTask DisposeAsync()
        {
            if (_adapter is not null)
            {
                await _adapter.DisposeAsync();
            }
        }
    }
}
