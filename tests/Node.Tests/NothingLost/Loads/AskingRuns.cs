using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.NothingLost.Loads;

/// <summary>
/// Runs that ask a source which answers differently each time, several callers at once. They start in order of acceptance: when one asks,
/// all that were accepted earlier have asked, but for those that may be under way beside it (<c>maxConcurrentRuns</c>).
/// </summary>
internal sealed class AskingRuns(CrashOutside outside, char kind, string path, int concurrentMax) : ICrashLoad
{
    private readonly KeyedRuns _runs = new();

    public int Checked => _runs.Checked;

    public Task PrepareAsync(TestApi api) => _runs.PrepareAsync(
        api,
        $"maxConcurrentRuns = {concurrentMax}\n"
        + WebhookJobs.Spec($$"""ask [type=http method=POST url="{{outside.Url}}{{path}}" requestData=<{"key": $(jobRun.requestBody)}>]"""));

    public Task WorkAsync(TestApi api) => _runs.WorkAsync(api, kind, callers: 3, each: 2);

    /// <summary>Asks for one run.</summary>
    /// <returns>Whether it has ended.</returns>
    public Task<bool> TryOneAsync(TestApi api) => _runs.TriggerAsync(api, _runs.NewKey(kind));

    public Task AskAgainAsync(TestApi api) => _runs.AskAgainAsync(api);

    public async Task<string?> CheckAsync(TestApi api)
    {
        if (await _runs.EndedAsync(api) is not { } runs)
        {
            return _runs.Unended;
        }

        Assert.All(runs, run => Assert.True(run["state"]!.GetValue<string>() == "completed", run.ToJsonString()));
        var accepted = runs.Select(KeyedRuns.KeyOf).ToList();
        var places = accepted.Select((key, place) => (key, place)).ToDictionary(pair => pair.key, pair => pair.place);
        var asked = outside.FirstAsked().Where(places.ContainsKey).Select(key => places[key]).ToList();
        Assert.Equal(accepted.Count, asked.Count);
        for (var i = 0; i < asked.Count; i++)
        {
            Assert.True(asked[i] - i < concurrentMax, $"{accepted[asked[i]]} was accepted as number {asked[i]} and asked as number {i}");
        }

        _runs.Turn();
        return null;
    }

    public void Forget() => _runs.Forget();
}
