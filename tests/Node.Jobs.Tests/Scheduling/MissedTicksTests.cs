using CsCheck;
using Node.Jobs.Scheduling;
using Xunit;

namespace Node.Jobs.Tests.Scheduling;

public sealed class MissedTicksTests
{
    private static readonly DateTimeOffset Last = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(MisfirePolicy.Skip, "")]
    [InlineData(MisfirePolicy.Once, "30")]
    [InlineData(MisfirePolicy.All, "10 20 30")]
    public void The_policy_chooses_among_what_was_missed(MisfirePolicy policy, string seconds)
    {
        var missed = MissedTicks.Of(SchedulerRig.Parse("@every 10s").NextAfter, Last, Last.AddSeconds(35), policy);
        Assert.Equal(seconds, string.Join(' ', missed.Instants.Select(instant => (instant - Last).TotalSeconds)));
        Assert.False(missed.IsCut);
    }

    [Theory]
    [InlineData(MisfirePolicy.Skip)]
    [InlineData(MisfirePolicy.Once)]
    [InlineData(MisfirePolicy.All)]
    public void Without_a_tick_between_nothing_was_missed(MisfirePolicy policy) =>
        Assert.Empty(MissedTicks.Of(SchedulerRig.Parse("@every 10s").NextAfter, Last, Last.AddSeconds(9), policy).Instants);

    [Fact]
    public void Of_more_than_CountMax_missed_ticks_the_newest_run()
    {
        var missed = MissedTicks.Of(SchedulerRig.Parse("@every 1s").NextAfter, Last, Last.AddSeconds(MissedTicks.CountMax + 1), MisfirePolicy.All);
        Assert.True(missed.IsCut);
        Assert.Equal(MissedTicks.CountMax, missed.Instants.Count);
        Assert.Equal((Last.AddSeconds(2), Last.AddSeconds(MissedTicks.CountMax + 1)), (missed.Instants[0], missed.Instants[^1]));
    }

    [Theory]
    [InlineData("CRON_TZ=UTC * * * * * *", MisfirePolicy.Once)]
    [InlineData("CRON_TZ=UTC * * * * * *", MisfirePolicy.All)]
    [InlineData("CRON_TZ=UTC 0 0 29 2 *", MisfirePolicy.All)]
    public void Ten_years_of_missed_ticks_cost_no_more_than_a_few_looks(string text, MisfirePolicy policy)
    {
        var looks = 0;
        var schedule = SchedulerRig.Parse(text);
        MissedTicks.Of(
            after =>
            {
                looks++;
                return schedule.NextAfter(after);
            },
            Last, Last.AddYears(10), policy);
        Assert.InRange(looks, 1, 10 * MissedTicks.CountMax);
    }

    [Fact]
    public void What_is_found_is_what_counting_from_the_last_tick_finds() =>
        Gen.Select(Gen.Int[1, 5000], Gen.Int[0, 100_000], Gen.Bool).Sample((every, pause, isAll) =>
        {
            var policy = isAll ? MisfirePolicy.All : MisfirePolicy.Once;
            DateTimeOffset? Next(DateTimeOffset after)
            {
                var next = Last.AddSeconds((Math.Floor((after - Last).TotalSeconds / every) + 1) * every);
                return (int)((next - Last).TotalSeconds / every) % 7 < 3 ? next : Last.AddSeconds((Math.Floor((next - Last).TotalSeconds / every / 7) + 1) * 7 * every);
            }

            var all = new List<DateTimeOffset>();
            for (var tick = Next(Last); tick <= Last.AddSeconds(pause); tick = Next(tick.Value))
            {
                all.Add(tick.Value);
            }

            var expected = all.TakeLast(policy == MisfirePolicy.Once ? 1 : MissedTicks.CountMax).ToList();
            Assert.Equal(expected, MissedTicks.Of(Next, Last, Last.AddSeconds(pause), policy).Instants);
        }, iter: 300);
}
