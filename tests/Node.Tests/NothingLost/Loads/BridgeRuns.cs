using System.Net;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.NothingLost.Loads;

/// <summary>Runs that ask an adapter which might answer later and answers at once, and one whose answers are kept.</summary>
internal sealed class BridgeRuns(CrashOutside outside) : ICrashLoad
{
    private readonly KeyedRuns _runs = new();

    public int Checked => _runs.Checked;

    public async Task PrepareAsync(TestApi api)
    {
        Assert.Equal(HttpStatusCode.OK, (await api.PostAsync("/v2/bridge_types", $$"""{"name":"now","url":"{{outside.Url}}now"}""")).Status);
        await _runs.PrepareAsync(api, WebhookJobs.Spec("""a [type=bridge name="now" async=true] b [type=bridge name="now" cacheTTL="5m"] a -> b"""));
    }

    public Task WorkAsync(TestApi api) => _runs.WorkAsync(api, 'b', callers: 1, each: 1);

    public Task AskAgainAsync(TestApi api) => _runs.AskAgainAsync(api);

    public async Task<string?> CheckAsync(TestApi api)
    {
        if (await _runs.EndedAsync(api) is not { } runs)
        {
            return _runs.Unended;
        }

        Assert.All(runs, run => Assert.True(run["state"]!.GetValue<string>() == "completed", run.ToJsonString()));
        _runs.Turn();
        return null;
    }

    public void Forget() => _runs.Forget();
}
