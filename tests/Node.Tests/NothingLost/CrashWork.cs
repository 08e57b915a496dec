using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.NothingLost;

/// <summary>What is asked of a node that is about to be killed, and what must be true of it afterwards.</summary>
internal sealed class CrashWork(CrashOutside outside)
{
    private readonly List<string> _keys = [];
    private readonly List<string> _laterKeys = [];
    private readonly HashSet<string> _toCancel = [];
    private readonly List<Uri> _unanswered = [];
    private readonly Dictionary<string, string> _results = [];
    private string _price = "";
    private string _later = "";
    private int _round;
    private int _asked;

    /// <summary>How many runs were looked at.</summary>
    public int Checked { get; private set; }

    /// <summary>Makes the jobs that stay.</summary>
    public async Task PrepareAsync(TestApi api)
    {
        Assert.Equal(HttpStatusCode.OK, (await api.PostAsync("/v2/bridge_types", $$"""{"name":"later","url":"{{outside.Url}}later"}""")).Status);
        _price = await CreateAsync(api, $$"""ask [type=http method=POST url="{{outside.Url}}price" requestData=<{"key": $(jobRun.requestBody)}>]""");
        _later = await CreateAsync(api, """ask [type=bridge name="later" async=true]""");
    }

    /// <summary>Nothing of what was asked before need be known any more.</summary>
    public void Forget()
    {
        _keys.Clear();
        _laterKeys.Clear();
        _toCancel.Clear();
        _results.Clear();
        _asked = outside.Asked.Count;
    }

    /// <summary>One round of everything, as far as it comes.</summary>
    public async Task RoundAsync(TestApi api, Func<bool> isDead)
    {
        _round++;
        foreach (var step in new Func<TestApi, Task>[] { PriceAsync, PriceAsync, LaterAsync, CancelAsync, AnswerAsync, PriceAsync, BridgeAsync, JobAsync })
        {
            if (isDead())
            {
                return;
            }

            try
            {
                await step(api);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                // It died just now, with the answer on its way or not: that is what is asked again later.
            }
        }
    }

    /// <summary>All that was asked for, and is asked for again, is there once, ends, keeps its result and began in order.</summary>
    public async Task CheckAsync(TestApi api, TimeSpan patience)
    {
        foreach (var key in _keys)
        {
            await TriggerAsync(api, _price, key);
        }

        foreach (var key in _laterKeys)
        {
            await TriggerAsync(api, _later, key);
        }

        var startedAt = TimeProvider.System.GetTimestamp();
        while (true)
        {
            await AnswerAsync(api);
            await CancelAllAsync(api);
            var prices = await RunsAsync(api, _price);
            var later = await RunsAsync(api, _later);
            if (prices.Concat(later).All(run => run["finishedAt"] is not null))
            {
                Check(prices, later);
                return;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < patience, "runs do not end after the restart");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private static string KeyOf(JsonObject run) => run["trigger"]!["key"]!.GetValue<string>();

    private void Check(IReadOnlyList<JsonObject> prices, IReadOnlyList<JsonObject> later)
    {
        Assert.Equal(_keys.Order(StringComparer.Ordinal), prices.Select(KeyOf).Order(StringComparer.Ordinal));
        Assert.Equal(_laterKeys.Order(StringComparer.Ordinal), later.Select(KeyOf).Order(StringComparer.Ordinal));
        foreach (var run in prices.Concat(later))
        {
            var isCancelled = _toCancel.Contains(KeyOf(run));
            Assert.True(run["state"]!.GetValue<string>() is "completed" || (isCancelled && run["state"]!.GetValue<string>() is "cancelled"), run.ToJsonString());
            Remember(run);
        }

        // Runs are numbered in order of acceptance and listed newest first; each may have asked more than once.
        var order = outside.Asked.Skip(_asked).Distinct().ToList();
        Assert.Equal(prices.Reverse().Select(KeyOf), order);
        Checked += prices.Count + later.Count;
    }

    private void Remember(JsonObject run)
    {
        if (run["finishedAt"] is not null)
        {
            var result = $"{run["state"]} {run["outputs"]?.ToJsonString()} {run["errors"]?.ToJsonString()}";
            if (!_results.TryAdd(KeyOf(run), result))
            {
                Assert.Equal(_results[KeyOf(run)], result);
            }
        }
    }

    private async Task PriceAsync(TestApi api)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"k{_keys.Count}0{_round}");
        _keys.Add(key);
        await TriggerAsync(api, _price, key);
    }

    private async Task LaterAsync(TestApi api)
    {
        foreach (var kind in new[] { "l", "x" })
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{kind}{_round}");
            _laterKeys.Add(key);
            if (kind == "x")
            {
                _toCancel.Add(key);
            }

            await TriggerAsync(api, _later, key);
        }
    }

    private Task CancelAsync(TestApi api) => CancelAllAsync(api);

    private async Task CancelAllAsync(TestApi api)
    {
        foreach (var run in await ListAsync(api, _later))
        {
            var attributes = run["attributes"]!.AsObject();
            if (attributes["finishedAt"] is null && _toCancel.Contains(KeyOf(attributes)))
            {
                var answer = await api.PostAsync($"/v2/jobs/{_later}/runs/{run["id"]!.GetValue<string>()}/cancel", "");
                Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Conflict, answer.ToString());
            }
        }
    }

    private async Task AnswerAsync(TestApi api)
    {
        _unanswered.AddRange(outside.TakeLater());
        foreach (var address in _unanswered.ToList())
        {
            var answer = await api.SendAsync(HttpMethod.Patch, address.PathAndQuery, """{"value": 7}""");
            Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Conflict or HttpStatusCode.NotFound, answer.ToString());
            _unanswered.Remove(address);
        }
    }

    private Task<ApiAnswer> BridgeAsync(TestApi api) => api.PostAsync("/v2/bridge_types", $$"""{"name":"b{{_round}}","url":"{{outside.Url}}later"}""");

    private async Task JobAsync(TestApi api)
    {
        var specs = new JsonObject { ["specs"] = new JsonArray(new JsonObject { ["name"] = "a.toml", ["toml"] = WebhookJobs.Spec(WebhookJobs.ParseAndMultiply) }) };
        await api.PostAsync("/v2/jobs/apply", specs.ToJsonString());
        var job = await CreateAsync(api, """price [type=memo value="1"]""");
        await TriggerAsync(api, job, $"t{_round}");
        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync($"/v2/jobs/{job}")).Status);
    }

    private async Task TriggerAsync(TestApi api, string job, string key)
    {
        var answer = await api.PostAsync($"/v2/jobs/{job}/runs", key, ("Idempotency-Key", key));
        Assert.True(answer.Status == HttpStatusCode.OK, answer.ToString());
        Remember(answer.Attributes);
    }

    private static async Task<string> CreateAsync(TestApi api, string pipeline)
    {
        var answer = await api.CreateJobAsync(WebhookJobs.Spec(pipeline));
        Assert.True(answer.Status == HttpStatusCode.OK, answer.ToString());
        return answer.Data["id"]!.GetValue<string>();
    }

    private static async Task<IReadOnlyList<JsonObject>> RunsAsync(TestApi api, string job) =>
        [.. (await ListAsync(api, job)).Select(run => run["attributes"]!.AsObject())];

    private static async Task<IReadOnlyList<JsonObject>> ListAsync(TestApi api, string job) =>
        [.. (await api.GetAsync($"/v2/jobs/{job}/runs?size=1000")).List.Select(run => run!.AsObject())];
}
