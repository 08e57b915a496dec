using System.Globalization;
using System.Text.Json.Nodes;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.NothingLost.Loads;

/// <summary>
/// A schedule that ticks each second and makes up for what it missed (<c>misfire = "all"</c>): each second has one run, whoever was dead
/// meanwhile. And schedules that fire once: not before their instant, once, and also when it passed while the node was dead.
/// </summary>
internal sealed class Ticks : ICrashLoad
{
    private static readonly TimeSpan Ahead = TimeSpan.FromMilliseconds(700);

    private readonly Dictionary<string, DateTimeOffset> _once = [];
    private string _job = "";
    private DateTimeOffset _since;
    private DateTimeOffset _caughtUp;

    public int Checked { get; private set; }

    public async Task PrepareAsync(TestApi api)
    {
        _job = await KeyedRuns.CreateAsync(api, Spec("CRON_TZ=UTC * * * * * *"));
        Forget();
    }

    public async Task WorkAsync(TestApi api)
    {
        if (_once.Count == 0)
        {
            var at = TimeProvider.System.GetUtcNow() + Ahead;
            _once[await KeyedRuns.CreateAsync(api, Spec($"@at {at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)}"))] = at;
        }
    }

    public Task AskAgainAsync(TestApi api)
    {
        _caughtUp = TimeProvider.System.GetUtcNow();
        return Task.CompletedTask;
    }

    public async Task<string?> CheckAsync(TestApi api)
    {
        foreach (var (job, at) in _once)
        {
            if (!await HasFiredAsync(api, job, at))
            {
                return $"job {job} has not fired at {at}";
            }
        }

        var ticks = (await RunsAsync(api, _job)).Where(run => InstantOf(run) > _since).OrderBy(InstantOf).ToList();
        if (ticks.Count == 0 || InstantOf(ticks[^1]) < _caughtUp || ticks.Exists(run => run["finishedAt"] is null))
        {
            return "the ticks are not caught up with";
        }

        Assert.Equal(Enumerable.Range(0, ticks.Count).Select(n => InstantOf(ticks[0]).AddSeconds(n)), ticks.Select(InstantOf));
        Checked += ticks.Count(run => InstantOf(run) <= _caughtUp) + _once.Count;
        foreach (var job in _once.Keys)
        {
            await api.DeleteAsync($"/v2/jobs/{job}");
        }

        _once.Clear();
        _since = _caughtUp;
        return null;
    }

    public void Forget()
    {
        _once.Clear();

        // The first tick that is surely wanted.
        _since = TimeProvider.System.GetUtcNow().AddSeconds(1);
    }

    private static async Task<bool> HasFiredAsync(TestApi api, string job, DateTimeOffset at)
    {
        var runs = await RunsAsync(api, job);
        Assert.InRange(runs.Count, 0, 1);
        if (runs.Count == 0 || runs[0]["finishedAt"] is null)
        {
            return false;
        }

        Assert.True(DateTimeOffset.Parse(runs[0]["createdAt"]!.GetValue<string>(), CultureInfo.InvariantCulture) >= at.AddMilliseconds(-1), runs[0].ToJsonString());
        return true;
    }

    private static DateTimeOffset InstantOf(JsonObject run) => DateTimeOffset.Parse(KeyedRuns.KeyOf(run), CultureInfo.InvariantCulture);

    private static async Task<IReadOnlyList<JsonObject>> RunsAsync(TestApi api, string job) =>
        [.. (await api.GetAsync($"/v2/jobs/{job}/runs?size=1000")).List.Select(run => run!["attributes"]!.AsObject())];

    private static string Spec(string schedule) => $"""
        type = "cron"
        schemaVersion = 1
        schedule = "{schedule}"
        misfire = "all"
        observationSource = '''tick [type=memo value="1"]'''
        """;
}
