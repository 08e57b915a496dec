using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Node.Jobs.Scheduling;
using Node.Testing;
using Xunit;

namespace Node.Jobs.Tests.Scheduling;

public sealed class ScheduleTests
{
    private static readonly TimeSpan SearchDurationMax = TimeSpan.FromMilliseconds(100);

    // Where the library is wrong: it counts in whole hours across a change of the clock by half an hour, and so skips a midnight
    // or comes half an hour off. What is right is worked out by hand.
    private static readonly Dictionary<string, string> Corrected = new(StringComparer.Ordinal)
    {
        ["CRON_TZ=Australia/Lord_Howe */42 * 18 * * * 2026-10-03T15:00:00Z"] = "2026-10-04T07:00:00Z 2026-10-04T07:00:42Z",
        ["CRON_TZ=Australia/Lord_Howe 0 0 * * * 2026-04-04T14:00:00Z"] = "2026-04-05T13:30:00Z 2026-04-06T13:30:00Z",
        ["CRON_TZ=Australia/Lord_Howe 30 1 * * * 2026-10-03T15:00:00Z"] = "2026-10-04T14:30:00Z 2026-10-05T14:30:00Z",
        ["CRON_TZ=Australia/Lord_Howe @daily 2026-10-03T15:00:00Z"] = "2026-10-04T13:00:00Z 2026-10-05T13:00:00Z",
    };

    /// <summary>Instants that the field's scheduler library gives. Left out are only the intervals that it rounds and we refuse.</summary>
    [Fact]
    public void Instants_agree_with_those_of_the_field()
    {
        var asked = 0;
        var differing = new List<string>();
        foreach (var line in File.ReadLines(Beside("cron.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            var text = document.RootElement.GetProperty("schedule").GetString()!;
            if (text is "@every 1500ms" or "@every 500ms" or "@every 0s" or "@every -5s")
            {
                continue;
            }

            asked++;
            if (DifferenceOf(document.RootElement, text) is { } difference)
            {
                differing.Add(line + " => " + difference);
            }
        }

        Assert.True(differing.Count == 0, string.Join('\n', differing));
        Assert.Equal(784, asked);
    }

    [Theory]
    // Spring: 02:00 to 03:00 does not exist.
    [InlineData("CRON_TZ=Europe/Paris 30 2 * * *", "2026-03-28T12:00:00Z", "2026-03-30T00:30:00Z 2026-03-31T00:30:00Z")]
    [InlineData("CRON_TZ=Europe/Paris 0 * * * *", "2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z 2026-03-29T02:00:00Z")]
    [InlineData("CRON_TZ=America/New_York 30 2 * * *", "2026-03-07T12:00:00Z", "2026-03-09T06:30:00Z 2026-03-10T06:30:00Z")]
    [InlineData("CRON_TZ=America/New_York 0 3 * * *", "2026-03-07T12:00:00Z", "2026-03-08T07:00:00Z 2026-03-09T07:00:00Z")]
    // Autumn: 02:00 to 03:00 (Paris) and 01:00 to 02:00 (New York) come twice.
    [InlineData("CRON_TZ=Europe/Paris 30 2 * * *", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z 2026-10-25T01:30:00Z 2026-10-26T01:30:00Z")]
    [InlineData("CRON_TZ=America/New_York 30 1 * * *", "2026-10-31T12:00:00Z", "2026-11-01T05:30:00Z 2026-11-01T06:30:00Z 2026-11-02T06:30:00Z")]
    [InlineData("CRON_TZ=America/New_York 0 * * * *", "2026-11-01T04:30:00Z", "2026-11-01T05:00:00Z 2026-11-01T06:00:00Z 2026-11-01T07:00:00Z")]
    // Midnight itself does not exist on the day the clock is put forward.
    [InlineData("CRON_TZ=Africa/Cairo @daily", "2026-04-23T12:00:00Z", "2026-04-24T21:00:00Z 2026-04-25T21:00:00Z")]
    public void Changes_of_the_clock_skip_and_repeat_wall_times(string text, string after, string expected) =>
        Assert.Equal(expected, Show(Parse(text).Next(Instant(after), expected.Split(' ').Length)));

    [Theory]
    [InlineData("0 0 13 * 5", "2026-02-01T00:00:00Z", "2026-02-06T00:00:00Z 2026-02-13T00:00:00Z 2026-02-20T00:00:00Z")]
    [InlineData("0 0 1 * 1", "2026-02-24T00:00:00Z", "2026-03-01T00:00:00Z 2026-03-02T00:00:00Z")]
    [InlineData("0 0 1 * *", "2026-02-24T00:00:00Z", "2026-03-01T00:00:00Z 2026-04-01T00:00:00Z")]
    [InlineData("0 0 * * 1", "2026-02-24T00:00:00Z", "2026-03-02T00:00:00Z 2026-03-09T00:00:00Z")]
    [InlineData("0 0 ? * 1", "2026-02-24T00:00:00Z", "2026-03-02T00:00:00Z 2026-03-09T00:00:00Z")]
    public void Either_day_field_matches_when_both_are_restricted(string fields, string after, string expected) =>
        Assert.Equal(expected, Show(Parse("CRON_TZ=UTC " + fields).Next(Instant(after), expected.Split(' ').Length)));

    [Theory]
    [InlineData("@every 10s", "2026-01-01T00:00:03.5Z", "2026-01-01T00:00:10Z 2026-01-01T00:00:20Z")]
    [InlineData("@every 10s", "2026-01-01T00:00:10Z", "2026-01-01T00:00:20Z")]
    [InlineData("@every 7m", "1970-01-01T00:00:00Z", "1970-01-01T00:07:00Z 1970-01-01T00:14:00Z")]
    [InlineData("@every 7m", "1969-12-31T23:59:00Z", "1970-01-01T00:00:00Z 1970-01-01T00:07:00Z")]
    [InlineData("@every 24h", "2026-03-29T12:00:00Z", "2026-03-30T00:00:00Z 2026-03-31T00:00:00Z")]
    public void An_interval_falls_on_its_multiples_since_1970(string text, string after, string expected) =>
        Assert.Equal(expected, Show(Parse(text).Next(Instant(after), expected.Split(' ').Length)));

    [Theory]
    [InlineData("CRON_TZ=UTC 0 0 30 2 *")]
    [InlineData("CRON_TZ=America/New_York 0 0 31 2,4,6,9,11 *")]
    public void A_schedule_that_never_comes_ends_the_search_soon(string text)
    {
        var schedule = Parse(text);
        var took = Pace.FastestOf(SearchDurationMax, () => Assert.Null(schedule.NextAfter(Instant("2026-01-01T00:00:00Z"))));
        Assert.InRange(took, TimeSpan.Zero, SearchDurationMax);
    }

    [Theory]
    [InlineData("CRON_TZ=UTC * * * * *")]
    [InlineData("@every 2000000h")]
    public void A_schedule_ends_with_the_calendar(string text) => Assert.Empty(Parse(text).Next(Instant("9999-12-31T00:00:00Z"), 3));

    [Fact]
    public void A_leap_day_is_found_across_the_year_2100() =>
        Assert.Equal("2096-02-29T00:00:00Z 2104-02-29T00:00:00Z", Show(Parse("CRON_TZ=UTC 0 0 29 2 *").Next(Instant("2095-01-01T00:00:00Z"), 2)));

    private static string? DifferenceOf(JsonElement line, string text)
    {
        // The library alone takes schedules without a zone; the jobs of the field do not, and neither do we.
        var zoned = text.StartsWith("CRON_TZ=", StringComparison.Ordinal) || text.StartsWith("@every", StringComparison.Ordinal) ? text : "CRON_TZ=UTC " + text;
        var isRead = ScheduleParser.TryParse(zoned, out var schedule, out var problem);
        if (line.TryGetProperty("error", out _))
        {
            return isRead ? "accepted" : null;
        }

        if (!isRead)
        {
            return problem;
        }

        if (line.TryGetProperty("everySeconds", out var seconds))
        {
            return schedule!.Every == TimeSpan.FromSeconds(seconds.GetInt32()) ? null : $"every {schedule.Every}";
        }

        var from = line.GetProperty("from");
        var expected = Corrected.GetValueOrDefault($"{text} {from.GetString()}")
            ?? string.Join(' ', line.GetProperty("next").EnumerateArray().Select(next => next.GetString()));
        var found = Show(schedule!.Next(from.GetDateTimeOffset(), Math.Max(1, expected.Split(' ').Length)));
        return found == expected ? null : found;
    }

    private static Schedule Parse(string text)
    {
        Assert.True(ScheduleParser.TryParse(text, out var schedule, out var problem), problem);
        return schedule;
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static string Show(IEnumerable<DateTimeOffset> instants) =>
        string.Join(' ', instants.Select(instant => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)));

    private static string Beside(string file, [CallerFilePath] string source = "") => Path.Combine(Path.GetDirectoryName(source)!, file);
}
