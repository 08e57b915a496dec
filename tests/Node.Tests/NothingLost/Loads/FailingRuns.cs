using System.Net;
using System.Text.Json.Nodes;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.NothingLost.Loads;

/// <summary>Runs that end errored. Their job's errors may be counted too few after a kill, since counting is not durable at once, and never too many.</summary>
internal sealed class FailingRuns : ICrashLoad
{
    private readonly KeyedRuns _runs = new();
    private readonly HashSet<string> _dismissed = [];

    public int Checked => _runs.Checked;

    public Task PrepareAsync(TestApi api) => _runs.PrepareAsync(api, WebhookJobs.Spec("""parse [type=jsonparse path="v" data="$(jobRun.requestBody)"]"""));

    public async Task WorkAsync(TestApi api)
    {
        await _runs.WorkAsync(api, 'f', callers: 1, each: 2);
        if (await ErrorsAsync(api) is [var error, ..])
        {
            var id = error["id"]!.ToString();
            var answer = await api.DeleteAsync($"/v2/pipeline/job_spec_errors/{id}");
            Assert.True(answer.Status is HttpStatusCode.NoContent or HttpStatusCode.NotFound, answer.ToString());
            _dismissed.Add(id);
        }
    }

    public Task AskAgainAsync(TestApi api) => _runs.AskAgainAsync(api);

    public async Task<string?> CheckAsync(TestApi api)
    {
        if (await _runs.EndedAsync(api) is not { } runs)
        {
            return _runs.Unended;
        }

        Assert.All(runs, run => Assert.True(run["state"]!.GetValue<string>() == "errored", run.ToJsonString()));
        var errors = await ErrorsAsync(api);
        Assert.All(errors, error => Assert.DoesNotContain(error["id"]!.ToString(), _dismissed));
        _runs.Turn();
        Assert.InRange(errors.Sum(error => error["occurrences"]!.GetValue<long>()), 0, _runs.Checked);
        return null;
    }

    public void Forget() => _runs.Forget();

    private async Task<IReadOnlyList<JsonNode>> ErrorsAsync(TestApi api) =>
        [.. (await api.GetAsync($"/v2/jobs/{_runs.Job}")).Attributes["errors"]!.AsArray().Select(error => error!)];
}
