using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using DevChain.Processes;
using Node.Core.Storage;
using Node.Core.Text;
using Node.Tests.Commands;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.NothingLost;

/// <summary>What the real program makes of ticks that it missed because it was stopped or killed.</summary>
public sealed class ScheduleRestartTests
{
    private const string Daily = "CRON_TZ=Europe/Paris 30 2 * * *";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_one_time_schedule_whose_instant_passed_while_the_node_was_down_fires_when_it_is_back_and_once(bool isKilled)
    {
        using var folder = new TestFolder();
        await using var world = await World.StartAsync(folder);
        var at = TimeProvider.System.GetUtcNow().AddSeconds(3);
        var job = await world.CreateAsync($"@at {at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)}", "once");
        await world.EndAsync(isKilled);
        Assert.True(TimeProvider.System.GetUtcNow() < at, "the node took too long to end: its schedule may have fired");
        await Task.Delay(at - TimeProvider.System.GetUtcNow() + TimeSpan.FromMilliseconds(200), Token);

        for (var start = 0; start < 2; start++)
        {
            await world.StartAsync();
            var runs = await world.UntilAsync(job, ticks => ticks.Count > 0);
            var run = Assert.Single(runs);
            Assert.True(Instants.TryParse(run["createdAt"]!.GetValue<string>(), out var acceptedAt) && acceptedAt >= at.AddMilliseconds(-1), run.ToJsonString());
            await world.EndAsync(isKilled);
        }
    }

    [Fact]
    public async Task Ticks_that_were_missed_over_both_changes_of_the_clock_are_skipped_made_up_for_by_one_or_by_all_of_them()
    {
        using var folder = new TestFolder();
        await using var world = await World.StartAsync(folder);
        var jobs = new Dictionary<string, string>();
        foreach (var misfire in new[] { "skip", "once", "all" })
        {
            jobs[misfire] = await world.CreateAsync(Daily, misfire);
        }

        await world.EndAsync(isKilled: false);
        var last = BeforeBothChanges(TimeProvider.System.GetUtcNow());
        await world.SetBackAsync(last);
        var begun = TimeProvider.System.GetUtcNow();
        await world.StartAsync();
        var expected = await NextAsync(last, begun);
        var all = (await world.UntilAsync(jobs["all"], ticks => ticks.Count >= expected.Count)).Select(InstantOf).Order().ToList();
        Assert.Equal(expected, all.Where(instant => instant <= begun));

        // In summer it is half past midnight in UTC, in winter half past one.
        Assert.Equal([0, 1], all.Select(instant => instant.UtcDateTime.Hour).Distinct().Order());
        Assert.Equal(expected[^1], (await world.UntilAsync(jobs["once"], ticks => ticks.Count > 0)).Select(InstantOf).First(instant => instant <= begun));
        Assert.Single((await world.RunsAsync(jobs["once"])).Select(InstantOf), instant => instant <= begun);
        Assert.DoesNotContain((await world.RunsAsync(jobs["skip"])).Select(InstantOf), instant => instant <= begun);
    }

    private static DateTimeOffset InstantOf(JsonObject run) =>
        Instants.TryParse(run["trigger"]!["key"]!.GetValue<string>(), out var instant) ? instant : throw new FormatException(run.ToJsonString());

    // Two days before the older of the last two changes of the clock.
    private static DateTimeOffset BeforeBothChanges(DateTimeOffset now)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
        var changes = 0;
        for (var day = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero); ; day = day.AddDays(-1))
        {
            changes += zone.GetUtcOffset(day) == zone.GetUtcOffset(day.AddDays(-1)) ? 0 : 1;
            if (changes == 2)
            {
                return day.AddDays(-2);
            }
        }
    }

    private static async Task<IReadOnlyList<DateTimeOffset>> NextAsync(DateTimeOffset from, DateTimeOffset until)
    {
        var run = await CommandRun.OfAsync("schedules", "next", Daily, "--from", Instants.Format(from), "--count", "400", "--json");
        Assert.True(run.ExitCode == 0, $"{run}");
        return
        [
            .. JsonNode.Parse(run.Lines[0])!["next"]!.AsArray()
                .Select(text => Instants.TryParse(text!.GetValue<string>(), out var instant) ? instant : throw new FormatException(run.Out))
                .Where(instant => instant <= until),
        ];
    }

    private sealed class World : IAsyncDisposable
    {
        private readonly TestFolder _folder;
        private readonly int _port = FreePort.Next();
        private NodeProgram? _node;
        private TestApi? _api;
        private (string Key, string Secret)? _token;

        private World(TestFolder folder) => _folder = folder;

        public static async Task<World> StartAsync(TestFolder folder)
        {
            var world = new World(folder);
            await world.StartAsync();
            return world;
        }

        public async Task StartAsync()
        {
            _node = NodeProgram.Start(
                _folder.Path, new Dictionary<string, string> { ["Http__Port"] = _port.ToString(CultureInfo.InvariantCulture) }, "start");
            await _node.UntilAsync("/ready", HttpStatusCode.OK);
            _token ??= (_node.Printed("API key"), _node.Printed("API secret"));
            _api = new TestApi(_node.Url, _token.Value.Key, _token.Value.Secret);
        }

        public async Task EndAsync(bool isKilled)
        {
            await (isKilled ? _node!.KillAsync() : _node!.StopAsync());
            await DisposeAsync();
        }

        public async Task<string> CreateAsync(string schedule, string misfire)
        {
            var answer = await _api!.CreateJobAsync($"""
                type = "cron"
                schemaVersion = 1
                schedule = "{schedule}"
                misfire = "{misfire}"
                observationSource = '''tick [type=memo value="1"]'''
                """);
            Assert.True(answer.Status == HttpStatusCode.OK, answer.ToString());
            return answer.Data["id"]!.GetValue<string>();
        }

        /// <summary>Makes the dead node's last tick of each schedule an old one.</summary>
        public async Task SetBackAsync(DateTimeOffset last)
        {
            await using var database = Database.Open(DatabaseUrl.ForSqlite(_folder.File("node.db")), TimeProvider.System);
            Assert.Equal(3, await database.WriteAsync(session => session.ExecuteAsync("UPDATE schedule_ticks SET instant = @last", new { last }), Token));
        }

        public async Task<IReadOnlyList<JsonObject>> RunsAsync(string job) =>
            [.. (await _api!.GetAsync($"/v2/jobs/{job}/runs?size=1000")).List.Select(run => run!["attributes"]!.AsObject())];

        public async Task<IReadOnlyList<JsonObject>> UntilAsync(string job, Func<IReadOnlyList<JsonObject>, bool> isSo)
        {
            var startedAt = TimeProvider.System.GetTimestamp();
            while (true)
            {
                var runs = await RunsAsync(job);
                if (isSo(runs) && runs.All(run => run["finishedAt"] is not null))
                {
                    return runs;
                }

                Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < Patience, $"only {runs.Count} ticks have run. The node said:\n{_node!.Said}");
                await Task.Delay(50, Token);
            }
        }

        public async ValueTask DisposeAsync()
        {
            _api?.Dispose();
            if (_node is not null)
            {
                await _node.DisposeAsync();
                _node = null;
            }
        }
    }
}
