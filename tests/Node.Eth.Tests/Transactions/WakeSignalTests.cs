using Microsoft.Extensions.Time.Testing;
using Node.Eth.Transactions;
using Xunit;

namespace Node.Eth.Tests.Transactions;

public sealed class WakeSignalTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_signal_given_before_the_wait_ends_it_once()
    {
        var signal = new WakeSignal(_time);
        signal.Set();
        signal.Set();
        await signal.WaitAsync(TimeSpan.FromHours(1), TestContext.Current.CancellationToken);

        var second = signal.WaitAsync(TimeSpan.FromHours(1), TestContext.Current.CancellationToken);

        Assert.False(second.IsCompleted);
        signal.Set();
        await second;
    }

    [Fact]
    public async Task Patience_ends_a_wait_without_a_signal()
    {
        var wait = new WakeSignal(_time).WaitAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        Assert.False(wait.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(1));

        await wait;
    }

    [Fact]
    public async Task Cancelling_ends_a_wait_with_an_exception()
    {
        using var stop = new CancellationTokenSource();
        var wait = new WakeSignal(_time).WaitAsync(TimeSpan.FromHours(1), stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }
}
