using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.NothingLost.Loads;

/// <summary>Runs of one webhook job, asked for under keys, and what was heard of them: a key has one run, and that one result.</summary>
/// <param name="bodyOf">What is sent for a key. Default: the key.</param>
internal sealed class KeyedRuns(Func<string, string>? bodyOf = null)
{
    private const int CallersMax = 8;
    private const int ListMax = 1000;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _issued = [];
    private readonly HashSet<string> _checked = [];
    private readonly Dictionary<string, string> _ids = [];
    private readonly Dictionary<string, string> _results = [];
    private List<string> _before = [];
    private List<string> _now = [];

    public string Job { get; private set; } = "";

    /// <summary>How many different runs were looked at.</summary>
    public int Checked => _checked.Count;

    /// <summary>A run that had not ended when they were last looked at.</summary>
    public string? Unended { get; private set; }

    public static string KeyOf(JsonObject run) => run["trigger"]!["key"]!.GetValue<string>();

    /// <summary>Creates a job.</summary>
    /// <returns>Its id.</returns>
    public static async Task<string> CreateAsync(TestApi api, string spec)
    {
        var answer = await api.CreateJobAsync(spec);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.ToString());
        return answer.Data["id"]!.GetValue<string>();
    }

    public async Task PrepareAsync(TestApi api, string spec) => Job = await CreateAsync(api, spec);

    /// <summary>A key that nobody had.</summary>
    public string NewKey(char kind)
    {
        lock (_gate)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{kind}-{_issued.Count + 1}");
            _issued.Add(key);
            _now.Add(key);
            return key;
        }
    }

    /// <summary>Several callers at once, each asking for some runs one after the other.</summary>
    public Task WorkAsync(TestApi api, char kind, int callers, int each) => Task.WhenAll(Enumerable.Range(0, callers).Select(async _ =>
    {
        for (var i = 0; i < each; i++)
        {
            await TriggerAsync(api, NewKey(kind));
        }
    }));

    /// <summary>Asks for the run of a key.</summary>
    /// <returns>Whether it has ended.</returns>
    public async Task<bool> TriggerAsync(TestApi api, string key)
    {
        var answer = await api.PostAsync($"/v2/jobs/{Job}/runs", bodyOf?.Invoke(key) ?? key, ("Idempotency-Key", key));
        Assert.True(answer.Status == HttpStatusCode.OK, answer.ToString());
        Remember(answer.Data);
        return answer.Attributes["finishedAt"] is not null;
    }

    public Task AskAgainAsync(TestApi api) => Parallel.ForEachAsync(
        Window(),
        new ParallelOptions { MaxDegreeOfParallelism = CallersMax, CancellationToken = TestContext.Current.CancellationToken },
        async (key, _) => await TriggerAsync(api, key));

    /// <summary>The attributes of the runs that were asked for lately, in order of acceptance; null when one has not ended.</summary>
    public async Task<IReadOnlyList<JsonObject>?> EndedAsync(TestApi api)
    {
        var keys = Window();
        var wanted = keys.ToHashSet();
        var all = (await api.GetAsync($"/v2/jobs/{Job}/runs?size={ListMax}")).List.Select(run => run!.AsObject()).ToList();
        Assert.All(all, run => Assert.Contains(KeyOf(run["attributes"]!.AsObject()), _issued));
        var runs = all.Where(run => wanted.Contains(KeyOf(run["attributes"]!.AsObject())))
            .OrderBy(run => long.Parse(run["id"]!.GetValue<string>(), CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(keys.Order(StringComparer.Ordinal), runs.Select(run => KeyOf(run["attributes"]!.AsObject())).Order(StringComparer.Ordinal));
        foreach (var run in runs)
        {
            Remember(run);
        }

        Unended = runs.Find(run => run["attributes"]!["finishedAt"] is null)?.ToJsonString();
        if (Unended is not null)
        {
            return null;
        }

        _checked.UnionWith(keys);
        return [.. runs.Select(run => run["attributes"]!.AsObject())];
    }

    /// <summary>What was just looked at need not change once more until the next look, and is done with then.</summary>
    public void Turn()
    {
        lock (_gate)
        {
            (_before, _now) = (_now, []);
        }
    }

    public void Forget()
    {
        lock (_gate)
        {
            (_before, _now) = ([], []);
        }
    }

    private List<string> Window()
    {
        lock (_gate)
        {
            return [.. _before, .. _now];
        }
    }

    // Whatever was said of a run once is so for good: its number, and when it has ended, its end.
    private void Remember(JsonObject run)
    {
        var attributes = run["attributes"]!.AsObject();
        var key = KeyOf(attributes);
        lock (_gate)
        {
            Same(_ids, run["id"]!.GetValue<string>());
            if (attributes["finishedAt"] is not null)
            {
                Same(_results, $"{attributes["state"]} {attributes["outputs"]?.ToJsonString()} {attributes["errors"]?.ToJsonString()}");
            }
        }

        void Same(Dictionary<string, string> known, string value)
        {
            if (!known.TryAdd(key, value))
            {
                Assert.Equal(known[key], value);
            }
        }
    }
}
