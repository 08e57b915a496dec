using Node.Jobs.Scheduling;
using Xunit;

namespace Node.Jobs.Tests.Scheduling;

public sealed class ScheduleWordsTests
{
    [Theory]
    [InlineData("CRON_TZ=UTC * * * * * *", "in UTC at every second, every minute, every hour, every day")]
    [InlineData("CRON_TZ=Europe/Paris 30 9 * * MON-FRI", "in Europe/Paris at second 0, minute 30, hour 9, day of week mon to fri")]
    [InlineData("CRON_TZ=UTC */15 * * * *", "in UTC at second 0, minute 0 to 45 in steps of 15, every hour, every day")]
    [InlineData("CRON_TZ=UTC 0 0 13 * FRI", "in UTC at second 0, minute 0, hour 0, day of month 13 or day of week fri")]
    [InlineData("CRON_TZ=UTC @yearly", "in UTC at second 0, minute 0, hour 0, day of month 1, month jan")]
    [InlineData("CRON_TZ=UTC 1,2,40 * * * *", "in UTC at second 0, minute 1, 2 and 40, every hour, every day")]
    [InlineData("@every 90s", "every 1m30s, counted from 1970-01-01T00:00:00Z")]
    [InlineData("@at 2026-01-31T12:00:00+01:00", "once, at 2026-01-31T11:00:00Z")]
    public void A_schedule_is_said_as_it_was_read(string text, string words) => Assert.Equal(words, ScheduleWords.Of(SchedulerRig.Parse(text)));
}
