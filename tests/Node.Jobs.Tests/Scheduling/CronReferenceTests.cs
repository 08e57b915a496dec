using Node.Core.Randomness;
using Node.Testing;
using Xunit;

namespace Node.Jobs.Tests.Scheduling;

/// <summary>Random schedules against a search that looks at every minute, through both changes of the clock.</summary>
public sealed class CronReferenceTests
{
    private const int TimesMax = 40;

    /// <summary>Rules of the zones as their laws have them: the changes of 2026 in UTC, with the offset after each.</summary>
    private static readonly (string Name, TimeSpan First, (DateTimeOffset At, TimeSpan Offset)[] Changes)[] Zones =
    [
        ("UTC", TimeSpan.Zero, []),
        ("Asia/Kolkata", new(5, 30, 0), []),
        ("Europe/Paris", new(1, 0, 0), [(Utc(3, 29, 1, 0), new(2, 0, 0)), (Utc(10, 25, 1, 0), new(1, 0, 0))]),
        ("America/New_York", new(-5, 0, 0), [(Utc(3, 8, 7, 0), new(-4, 0, 0)), (Utc(11, 1, 6, 0), new(-5, 0, 0))]),
        ("Australia/Sydney", new(11, 0, 0), [(Utc(4, 4, 16, 0), new(10, 0, 0)), (Utc(10, 3, 16, 0), new(11, 0, 0))]),
        ("Australia/Lord_Howe", new(11, 0, 0), [(Utc(4, 4, 15, 0), new(10, 30, 0)), (Utc(10, 3, 15, 30), new(11, 0, 0))]),
    ];

    [Fact]
    public void Random_schedules_come_when_a_search_through_every_minute_says()
    {
        var random = SeededRandom.Fresh();
        var (some, none) = (0, 0);
        for (var i = 0; i < TestScale.Pick(600, 20_000); i++)
        {
            var expected = CronReference.Draw(random);
            var (name, first, changes) = Zones[random.NextInt32(Zones.Length)];
            var text = $"CRON_TZ={name} {expected.Text}";
            var schedule = SchedulerRig.Parse(text);

            // Three days around a change of the clock, or two months of the year that has them.
            var isNarrow = changes.Length > 0 && random.NextInt32(3) > 0;
            var after = isNarrow
                ? changes[random.NextInt32(changes.Length)].At.AddMinutes(-random.NextInt32(2 * 24 * 60))
                : Utc(1, 1, 0, 0).AddMinutes(random.NextInt32(300 * 24 * 60));
            var until = after.AddDays(isNarrow ? 3 : 60);
            var times = expected.Times(after, until, TimesMax, instant => OffsetAt(instant, first, changes));
            var found = schedule.Next(after, TimesMax).TakeWhile(time => time <= until);

            Assert.True(times.SequenceEqual(found), $"{text} after {after:o}: {string.Join(' ', times)} and not {string.Join(' ', found)}; {random}");
            some += times.Count > 0 ? 1 : 0;
            none += times.Count == 0 ? 1 : 0;
        }

        Assert.True(some > none && none > 0, $"{some} schedules came, {none} did not; {random}");
    }

    [Fact]
    public void The_offsets_of_the_zones_are_those_of_this_machine()
    {
        foreach (var (name, first, changes) in Zones)
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(name);
            for (var instant = Utc(1, 1, 0, 0); instant < Utc(12, 31, 0, 0); instant = instant.AddMinutes(30))
            {
                Assert.True(zone.GetUtcOffset(instant) == OffsetAt(instant, first, changes), $"{name} at {instant:o}");
            }
        }
    }

    private static TimeSpan OffsetAt(DateTimeOffset instant, TimeSpan first, (DateTimeOffset At, TimeSpan Offset)[] changes)
    {
        var offset = first;
        foreach (var (at, later) in changes)
        {
            offset = instant >= at ? later : offset;
        }

        return offset;
    }

    private static DateTimeOffset Utc(int month, int day, int hour, int minute) => new(2026, month, day, hour, minute, 0, TimeSpan.Zero);
}
