using System.Net;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.NothingLost.Loads;

/// <summary>Runs that wait for an answer which never comes, and end when it is too late for it. They are asked for only where it soon is.</summary>
internal sealed class UnansweredRuns(CrashOutside outside) : ICrashLoad
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly KeyedRuns _runs = new();

    public int Checked => _runs.Checked;

    public async Task PrepareAsync(TestApi api)
    {
        Assert.Equal(HttpStatusCode.OK, (await api.PostAsync("/v2/bridge_types", $$"""{"name":"never","url":"{{outside.Url}}never"}""")).Status);
        await _runs.PrepareAsync(api, WebhookJobs.Spec("""ask [type=bridge name="never" async=true]"""));
    }

    public Task WorkAsync(TestApi api) => Task.CompletedTask;

    /// <summary>Asks for runs, and waits until they wait.</summary>
    public async Task BeginAsync(TestApi api)
    {
        await _runs.WorkAsync(api, 'n', callers: 1, each: 2);
        var startedAt = TimeProvider.System.GetTimestamp();
        while ((await api.GetAsync($"/v2/jobs/{_runs.Job}/runs?size=2")).List.Any(run => run!["attributes"]!["state"]!.GetValue<string>() != "suspended"))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < Patience, "the runs do not come to wait");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public Task AskAgainAsync(TestApi api) => _runs.AskAgainAsync(api);

    public async Task<string?> CheckAsync(TestApi api)
    {
        if (await _runs.EndedAsync(api) is not { } runs)
        {
            return _runs.Unended;
        }

        Assert.All(runs, run => Assert.Contains("CallbackAgeMax", run["errors"]!.ToJsonString(), StringComparison.Ordinal));
        _runs.Turn();
        return null;
    }

    public void Forget() => _runs.Forget();
}
