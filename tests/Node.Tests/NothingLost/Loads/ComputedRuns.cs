using System.Text;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.NothingLost.Loads;

/// <summary>Runs that only compute, whose key and end are one commit, several callers at once.</summary>
internal sealed class ComputedRuns : ICrashLoad
{
    private readonly KeyedRuns _runs = new();

    public int Checked => _runs.Checked;

    public Task PrepareAsync(TestApi api) =>
        _runs.PrepareAsync(api, WebhookJobs.Spec("""twice [type=memo value="$(jobRun.requestBody)"] hex [type=hexencode] twice -> hex"""));

    public Task WorkAsync(TestApi api) => _runs.WorkAsync(api, 'e', callers: 4, each: 2);

    public Task AskAgainAsync(TestApi api) => _runs.AskAgainAsync(api);

    public async Task<string?> CheckAsync(TestApi api)
    {
        if (await _runs.EndedAsync(api) is not { } runs)
        {
            return _runs.Unended;
        }

        Assert.All(runs, run => Assert.Equal(
            "0x" + Convert.ToHexStringLower(Encoding.UTF8.GetBytes(KeyedRuns.KeyOf(run))), run["outputs"]![0]!.GetValue<string>()));
        _runs.Turn();
        return null;
    }

    public void Forget() => _runs.Forget();
}
