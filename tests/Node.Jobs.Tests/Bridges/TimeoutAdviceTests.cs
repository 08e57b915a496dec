using Node.Jobs.Bridges;
using Xunit;

namespace Node.Jobs.Tests.Bridges;

public sealed class TimeoutAdviceTests
{
    [Theory]
    [InlineData(19, 0, 100, 0, null)]
    [InlineData(20, 0, 100, 0, 1)]
    [InlineData(1000, 0, 1700, 0, 4)]
    [InlineData(1000, 5, 1700, 3, 4)]
    [InlineData(1000, 50, 1700, 15, 23)]
    [InlineData(0, 30, null, 15, 23)]
    [InlineData(1000, 0, 500_000, 0, 600)]
    public void Twice_the_99th_and_more_when_answers_were_cut_off(long answered, long timedOut, int? p99Ms, int waitedSeconds, int? expected)
    {
        TimeSpan? p99 = p99Ms is { } ms ? TimeSpan.FromMilliseconds(ms) : null;
        TimeSpan? advice = expected is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        Assert.Equal(advice, TimeoutAdvice.For(answered, timedOut, p99, TimeSpan.FromSeconds(waitedSeconds)));
    }
}
