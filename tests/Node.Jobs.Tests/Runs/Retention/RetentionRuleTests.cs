using CsCheck;
using Node.Jobs.Runs;
using Node.Jobs.Runs.Retention;
using Xunit;

namespace Node.Jobs.Tests.Runs.Retention;

public sealed class RetentionRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Gen<(List<HistorySegment> Segments, HashSet<int> Held, RetentionLimits Limits)> Histories =
        from sizes in Gen.Long[0, 1000].List[1, 40]
        from hours in Gen.Int[0, 10].List[sizes.Count, sizes.Count]
        from unsealed in Gen.Int[0, 2]
        from held in Gen.Int[1, 40].List[0, 5]
        from sizeMax in Gen.Long[1, 20_000]
        from ageHours in Gen.Int[1, 200]
        select (SegmentsOf(sizes, hours, unsealed), held.ToHashSet(), new RetentionLimits(sizeMax, TimeSpan.FromHours(ageHours)));

    [Fact]
    public void What_is_dropped_may_go_and_is_the_oldest_that_may() => Histories.Sample(history =>
    {
        var dropped = RetentionRule.ToDrop(history.Segments, history.Held, history.Limits, Now);
        var free = history.Segments.Where(segment => segment.IsSealed && !history.Held.Contains(segment.Number)).ToList();
        Assert.Equal(free.Take(dropped.Count), dropped);
    });

    [Fact]
    public void What_is_left_is_within_the_size_or_could_not_be_dropped() => Histories.Sample(history =>
    {
        var dropped = RetentionRule.ToDrop(history.Segments, history.Held, history.Limits, Now);
        var left = history.Segments.Except(dropped).ToList();
        Assert.True(
            left.Sum(segment => segment.Bytes) <= history.Limits.SizeMax
            || left.All(segment => !segment.IsSealed || history.Held.Contains(segment.Number)));
        Assert.DoesNotContain(left, segment =>
            segment.IsSealed && !history.Held.Contains(segment.Number) && Now - segment.ClosedAt >= history.Limits.AgeMax);
    });

    [Fact]
    public void Nothing_is_dropped_that_was_neither_too_old_nor_too_much() => Histories.Sample(history =>
    {
        var bytes = history.Segments.Sum(segment => segment.Bytes);
        foreach (var segment in RetentionRule.ToDrop(history.Segments, history.Held, history.Limits, Now))
        {
            Assert.True(bytes > history.Limits.SizeMax || Now - segment.ClosedAt >= history.Limits.AgeMax);
            bytes -= segment.Bytes;
        }
    });

    [Fact]
    public void A_segment_is_full_by_size_or_by_age_and_never_while_it_is_empty()
    {
        var limits = new RetentionLimits(16 * 1_000_000, TimeSpan.FromHours(16));
        var segment = new HistorySegment { Number = 1, Bytes = 999_999, OpenedAt = Now.AddMinutes(-59) };
        Assert.False(RetentionRule.IsFull(segment, isEmpty: false, limits, Now));
        Assert.True(RetentionRule.IsFull(segment with { Bytes = 1_000_000 }, isEmpty: false, limits, Now));
        Assert.True(RetentionRule.IsFull(segment with { OpenedAt = Now.AddHours(-1) }, isEmpty: false, limits, Now));
        Assert.False(RetentionRule.IsFull(segment with { OpenedAt = Now.AddYears(-1), Bytes = 2_000_000 }, isEmpty: true, limits, Now));
    }

    [Fact]
    public void As_many_runs_go_as_the_size_asks_and_all_that_are_too_old() => Gen.Select(
        Gen.Int[0, 100].List[0, 50], Gen.Long[0, 1000], Gen.Int[1, 3000], Gen.Int[1, 60]).Sample((ages, count, sizeMax, ageHours) =>
    {
        var limits = new RetentionLimits(sizeMax, TimeSpan.FromHours(ageHours));
        var tooMany = RetentionRule.TooMany(count, 3.5, limits);
        var roomy = sizeMax * RetentionRule.PrunedTo;
        Assert.True(tooMany == 0 ? count * 3.5 <= sizeMax : count * 3.5 > sizeMax && (count - tooMany) * 3.5 <= roomy && (count - tooMany + 1) * 3.5 > roomy);
        List<DateTimeOffset> finished = [.. ages.OrderDescending().Select(age => Now.AddHours(-age))];
        var gone = RetentionRule.CountToPrune(finished, tooMany, limits, Now);
        Assert.Equal(finished.Where((at, i) => i < tooMany || Now - at >= limits.AgeMax).Count(), gone);
    });

    // The last ones are not sealed yet, the very last is open.
    private static List<HistorySegment> SegmentsOf(List<long> sizes, List<int> hours, int unsealed)
    {
        var closedAt = Now.AddHours(-hours.Sum());
        List<HistorySegment> segments = [];
        for (var i = 0; i < sizes.Count; i++)
        {
            var openedAt = closedAt;
            closedAt = closedAt.AddHours(hours[i]);
            var isOpen = i == sizes.Count - 1;
            segments.Add(new HistorySegment
            {
                Number = i + 1,
                Bytes = sizes[i],
                OpenedAt = openedAt,
                ClosedAt = isOpen ? null : closedAt,
                IsSealed = !isOpen && i < sizes.Count - 1 - unsealed,
            });
        }

        return segments;
    }
}
