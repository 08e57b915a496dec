using Node.Core.Config;
using Node.Jobs.Runs;
using Xunit;

namespace Node.Jobs.Tests.Runs;

public sealed class RetentionLimitsTests
{
    [Theory]
    [InlineData(9_999_999, 24, 24, "HistorySizeMax")]
    [InlineData(10_000_000, 24, 24, null)]
    [InlineData(10_000_000, 0, 24, "HistoryAgeMax")]
    [InlineData(10_000_000, 24, 0, "KeyAgeMax")]
    [InlineData(10_000_000, 24, 0.1, "KeyAgeMax")]
    public void What_cannot_be_kept_is_refused(long size, double historyHours, double keyHours, string? key)
    {
        var faults = new ConfigFaults();
        new RunsOptions
        {
            HistorySizeMax = new FileSize(size),
            HistoryAgeMax = TimeSpan.FromHours(historyHours),
            KeyAgeMax = TimeSpan.FromHours(keyHours),
        }.Validate(faults);
        Assert.Equal(key is null ? Array.Empty<string>() : [key], faults.All.Select(fault => fault.Key));
    }

    [Fact]
    public void A_segment_is_a_sixteenth_and_a_small_one_is_not_smaller_than_what_an_empty_one_takes()
    {
        var limits = new RetentionLimits(200_000_000, TimeSpan.FromDays(16));
        Assert.Equal((12_500_000, TimeSpan.FromDays(1)), (limits.SegmentBytes, limits.SegmentAge));
        Assert.Equal(256 * 1024, new RetentionLimits(1, TimeSpan.FromDays(1)).SegmentBytes);
    }
}
