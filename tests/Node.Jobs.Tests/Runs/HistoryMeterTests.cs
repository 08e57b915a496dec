using Microsoft.Extensions.Time.Testing;
using Node.Jobs.Runs;
using Xunit;

namespace Node.Jobs.Tests.Runs;

public sealed class HistoryMeterTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task It_waits_for_bytes_written_since_it_last_returned()
    {
        var meter = new HistoryMeter(_time);
        meter.Add(40);
        var first = meter.WaitAsync(100, Minute, CancellationToken.None);
        Assert.False(first.IsCompleted);
        meter.Add(59);
        Assert.False(first.IsCompleted);
        meter.Add(1);
        await first.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        var second = meter.WaitAsync(100, Minute, CancellationToken.None);
        meter.Add(99);
        Assert.False(second.IsCompleted);
        meter.Add(1);
        await second.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task It_does_not_wait_longer_than_it_was_told_and_can_be_given_up()
    {
        var meter = new HistoryMeter(_time);
        var waiting = meter.WaitAsync(100, Minute, CancellationToken.None);
        _time.Advance(Minute);
        await waiting.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => meter.WaitAsync(100, Minute, new CancellationToken(canceled: true)));
    }
}
