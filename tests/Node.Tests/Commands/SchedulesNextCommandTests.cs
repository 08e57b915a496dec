using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using DevChain.Nodes;
using DevChain.Processes;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Commands;

public sealed class SchedulesNextCommandTests
{
    private const string From = "2026-11-01T05:30:00Z";

    [Fact]
    public async Task A_schedule_is_answered_with_its_instants_and_how_it_was_read()
    {
        var run = await CommandRun.OfAsync("schedules", "next", "CRON_TZ=America/New_York 30 1 * * *", "@every 1h", "--from", From, "--count", "2");

        Assert.True(run.ExitCode == 0, $"{run}");
        Assert.Equal(
            [
                "CRON_TZ=America/New_York 30 1 * * *",
                "  read: in America/New_York at second 0, minute 30, hour 1, every day",
                "  2026-11-01T06:30:00Z  2026-11-01 01:30:00 -05:00",
                "  2026-11-02T06:30:00Z  2026-11-02 01:30:00 -05:00",
                "@every 1h",
                "  read: every 1h0m0s, counted from 1970-01-01T00:00:00Z",
                "  2026-11-01T06:00:00Z",
                "  2026-11-01T07:00:00Z",
            ],
            run.Lines);
    }

    [Theory]
    [InlineData("CRON_TZ=UTC 0 0 30 2 *", "never fires")]
    [InlineData("CRON_TZ=Mars/Olympus @daily", "\"Mars/Olympus\" is not a time zone")]
    [InlineData("CRON_TZ=UTC 61 * * * *", "the field for the minute is \"61\" where 0 to 59")]
    [InlineData("every day", "has 2 fields")]
    [InlineData("@at 2001-01-01T00:00:00Z", "it is past")]
    public async Task What_never_fires_or_is_none_ends_with_the_reason(string schedule, string reason)
    {
        var run = await CommandRun.OfAsync("schedules", "next", schedule, "--from", From);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(reason, run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_without_time_zones_is_told_to_get_them()
    {
        using var folder = new TestFolder();
        ConcurrentQueue<string> said = new();
        await using var program = ChildProcess.Start(new ChildProcessOptions
        {
            FileName = NodeProcess.FindProgram(),
            Arguments = ["schedules", "next", "CRON_TZ=Europe/Paris @daily"],
            WorkingFolder = folder.Path,
            Environment = new Dictionary<string, string?> { ["TZDIR"] = folder.Path },
            OnOutput = said.Enqueue,
        });

        Assert.Equal(1, await program.Exited.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
        Assert.Contains("\"Europe/Paris\" cannot be looked up: this machine has no time zones; install its package tzdata", string.Join('\n', said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_are_answered_one_by_one()
    {
        var run = await CommandRun.WithInputAsync(
            """
            {"schedule": "0 12 * * *", "from": "2026-01-01T00:00:00Z"}

            {"schedule": "CRON_TZ=UTC 0 0 31 4 *", "from": "2026-01-01T00:00:00Z"}
            {"schedule": "CRON_TZ=UTC 0 0 * * 7", "from": "2026-01-01T00:00:00Z"}
            {"schedule": "@every 1h30m", "from": "2026-01-01T00:00:00Z"}
            {"schedule": "@hourly", "from": "yesterday"}
            {"schedule": 5}
            nonsense
            """,
            new Dictionary<string, string>(), "schedules", "next", "--stdin", "--count", "2");

        Assert.True(run.ExitCode == 0, $"{run}");
        var answers = run.Lines.Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        Assert.Equal(7, answers.Count);
        Assert.Equal(["2026-01-01T12:00:00Z", "2026-01-02T12:00:00Z"], answers[0]["next"]!.AsArray().Select(next => (string?)next));
        Assert.Contains("time zone", (string?)answers[0]["notes"]![0], StringComparison.Ordinal);
        Assert.Empty(answers[1]["next"]!.AsArray());
        Assert.Contains("never fires", (string?)answers[1]["notes"]![0], StringComparison.Ordinal);
        Assert.Contains("day of week", (string?)answers[2]["error"], StringComparison.Ordinal);
        Assert.Equal(("CRON_TZ=UTC 0 0 * * 7", "2026-01-01T00:00:00Z"), ((string?)answers[2]["schedule"], (string?)answers[2]["from"]));
        Assert.Equal(5400, (long?)answers[3]["everySeconds"]);
        Assert.All(answers.Skip(4), answer => Assert.NotNull((string?)answer["error"]));
    }

    [Theory]
    [InlineData("schedules", "next")]
    [InlineData("schedules", "next", "@daily", "--stdin")]
    [InlineData("schedules", "next", "@daily", "--from", "now")]
    [InlineData("schedules", "next", "@daily", "--count", "1001")]
    [InlineData("schedules", "next", "@daily", "--count", "0")]
    public async Task Wrong_use_is_said(params string[] arguments) => Assert.Equal(2, (await CommandRun.OfAsync(arguments)).ExitCode);
}
