using Node.Jobs.Scheduling;
using Xunit;

namespace Node.Jobs.Tests.Scheduling;

public sealed class ScheduleParserTests
{
    [Theory]
    [InlineData("CRON_TZ=UTC 0 */5 * * * *")]
    [InlineData("CRON_TZ=UTC */5 * * * *")]
    [InlineData("TZ=Europe/Paris 0 9 * * MON-FRI")]
    [InlineData("  CRON_TZ=America/New_York\t0 0 12 ? jan,DEC SUN  ")]
    [InlineData("CRON_TZ=UTC @daily")]
    [InlineData("CRON_TZ= 0 0 1 1 * *")]
    [InlineData("CRON_TZ=UTC @ANNUALLY")]
    [InlineData("@every 1h30m")]
    [InlineData("@every 1s")]
    [InlineData("CRON_TZ=Europe/London @every 1h")]
    public void Schedules_of_the_field_are_read(string text)
    {
        Assert.True(ScheduleParser.TryParse(text, out var schedule, out var problem), problem);
        Assert.Equal(text, schedule.Text);
        Assert.Equal(3, schedule.Next(DateTimeOffset.UnixEpoch, 3).Count);
    }

    [Theory]
    [InlineData("", "must name a time zone")]
    [InlineData("0 * * * *", "must name a time zone")]
    [InlineData("@daily", "must name a time zone")]
    [InlineData("cron_tz=UTC * * * * *", "must name a time zone")]
    [InlineData("CRON_TZ=Mars/Olympus * * * * *", "\"Mars/Olympus\" is not a time zone")]
    [InlineData("CRON_TZ=", "\"\" is not a time zone")]
    [InlineData("CRON_TZ=../../etc/passwd * * * * *", "is not a time zone")]
    [InlineData("CRON_TZ=UTC", "has 0 fields")]
    [InlineData("CRON_TZ=UTC * * * *", "has 4 fields")]
    [InlineData("CRON_TZ=UTC * * * * * * *", "has 7 fields")]
    [InlineData("CRON_TZ=UTC @reboot", "\"@reboot\" is not a descriptor; there are @yearly")]
    [InlineData("@at tomorrow", "\"tomorrow\" is not an instant")]
    [InlineData("@at 2026-01-31T12:00:00", "is not an instant")]
    [InlineData("@at", "must name a time zone")]
    [InlineData("CRON_TZ=UTC 60 * * * *", "the field for the minute is \"60\" where 0 to 59")]
    [InlineData("CRON_TZ=UTC 60 0 * * * *", "the field for the second is \"60\"")]
    [InlineData("CRON_TZ=UTC 0 24 * * *", "the field for the hour is \"24\"")]
    [InlineData("CRON_TZ=UTC 0 0 0 * *", "the field for the day of month is \"0\"")]
    [InlineData("CRON_TZ=UTC 0 0 1 13 *", "the field for the month is \"13\" where 1 to 12, jan to dec")]
    [InlineData("CRON_TZ=UTC 0 0 * * 7", "the field for the day of week is \"7\" where 0 to 6, sun to sat")]
    [InlineData("CRON_TZ=UTC 5-1 * * * *", "the field for the minute is \"5-1\"")]
    [InlineData("CRON_TZ=UTC */0 * * * *", "the field for the minute is \"*/0\"")]
    [InlineData("CRON_TZ=UTC */x * * * *", "the field for the minute is \"*/x\"")]
    [InlineData("CRON_TZ=UTC 1,,2 * * * *", "the field for the minute is \"1,,2\"")]
    [InlineData("CRON_TZ=UTC -1 * * * *", "the field for the minute is \"-1\"")]
    [InlineData("CRON_TZ=UTC 1/2/3 * * * *", "the field for the minute")]
    [InlineData("CRON_TZ=UTC 99999999999 * * * *", "the field for the minute")]
    [InlineData("CRON_TZ=UTC L * * * *", "the field for the minute")]
    [InlineData("@every", "must name a time zone")]
    [InlineData("@every 1d", "\"1d\" is not a duration")]
    [InlineData("@every 0s", "at least 1s")]
    [InlineData("@every -5s", "at least 1s")]
    [InlineData("@every 1500ms", "whole number of seconds")]
    public void What_is_no_schedule_is_refused_with_what_is_accepted(string text, string problem)
    {
        Assert.False(ScheduleParser.TryParse(text, out var schedule, out var found));
        Assert.Null(schedule);
        Assert.Contains(problem, found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_one_time_schedule_comes_once()
    {
        var schedule = SchedulerRig.Parse("@at 2026-01-31T13:00:00.25+01:00");
        Assert.Equal(new DateTimeOffset(2026, 1, 31, 12, 0, 0, 250, TimeSpan.Zero), Assert.Single(schedule.Next(DateTimeOffset.UnixEpoch, 3)));
        Assert.Null(schedule.NextAfter(schedule.Instant!.Value));
    }

    [Theory]
    [InlineData("0 * * * *", true)]
    [InlineData("@daily", true)]
    [InlineData("TZ=Asia/Tokyo @daily", true)]
    [InlineData("", false)]
    [InlineData("CRON_TZ=Nowhere/At_All @daily", false)]
    public void A_zone_may_be_given_for_schedules_that_name_none(string text, bool isRead)
    {
        Assert.Equal(isRead, ScheduleParser.TryParse(text, TimeZoneInfo.Utc, out var schedule, out var problem));
        Assert.True(isRead == (problem is null) && isRead == (schedule is not null));
    }

    [Fact]
    public void A_schedule_longer_than_CharsMax_is_refused()
    {
        var list = string.Join(',', Enumerable.Repeat("1", ScheduleParser.CharsMax / 2));
        Assert.False(ScheduleParser.TryParse($"CRON_TZ=UTC {list} * * * *", out _, out var problem));
        Assert.Contains("CharsMax", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_huge_step_ends_the_range_and_the_search()
    {
        Assert.True(ScheduleParser.TryParse("CRON_TZ=UTC 3/2147483647 * * * *", out var schedule, out _));
        Assert.Equal(3, schedule.NextAfter(DateTimeOffset.UnixEpoch)!.Value.Minute);
    }
}
