using System.Net;
using System.Text.Json.Nodes;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.NothingLost.Loads;

/// <summary>Runs that wait for an adapter which answers later; every second one is to be cancelled.</summary>
internal sealed class LaterRuns(CrashOutside outside) : ICrashLoad
{
    private const char Cancelled = 'x';

    private readonly KeyedRuns _runs = new();
    private readonly List<Uri> _unanswered = [];

    public int Checked => _runs.Checked;

    public async Task PrepareAsync(TestApi api)
    {
        Assert.Equal(HttpStatusCode.OK, (await api.PostAsync("/v2/bridge_types", $$"""{"name":"later","url":"{{outside.Url}}later"}""")).Status);
        await _runs.PrepareAsync(api, WebhookJobs.Spec("""ask [type=bridge name="later" async=true]"""));
    }

    public async Task WorkAsync(TestApi api)
    {
        await _runs.WorkAsync(api, 'l', callers: 1, each: 1);
        await _runs.WorkAsync(api, Cancelled, callers: 1, each: 1);
        await CancelAsync(api);
        await AnswerAsync(api);
    }

    public Task AskAgainAsync(TestApi api) => _runs.AskAgainAsync(api);

    public async Task<string?> CheckAsync(TestApi api)
    {
        await AnswerAsync(api);
        await CancelAsync(api);
        if (await _runs.EndedAsync(api) is not { } runs)
        {
            return _runs.Unended;
        }

        Assert.All(runs, run => Assert.True(
            run["state"]!.GetValue<string>() is "completed" || (run["state"]!.GetValue<string>() is "cancelled" && IsToBeCancelled(run)), run.ToJsonString()));
        _runs.Turn();
        return null;
    }

    public void Forget() => _runs.Forget();

    private static bool IsToBeCancelled(JsonObject run) => KeyedRuns.KeyOf(run)[0] == Cancelled;

    private async Task CancelAsync(TestApi api)
    {
        foreach (var run in (await api.GetAsync($"/v2/jobs/{_runs.Job}/runs?size=100")).List)
        {
            var attributes = run!["attributes"]!.AsObject();
            if (attributes["finishedAt"] is null && IsToBeCancelled(attributes))
            {
                var answer = await api.PostAsync($"/v2/jobs/{_runs.Job}/runs/{run["id"]!.GetValue<string>()}/cancel", "");
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
}
