using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Node.Eth.Logs;
using Node.Eth.Primitives;
using Node.Eth.Rpc;
using Xunit;

namespace Node.Eth.Tests.Logs;

public sealed class LogDeliveryTests
{
    private static readonly EthLog[] Logs = [new(LogRig.Contract, [], [1], 1, Hash32.Zero, Hash32.Zero, 0, 0)];
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_listener_that_takes_too_long_is_given_up_and_asked_again_later()
    {
        using var delivery = Delivery(new LogPollerOptions { ChainId = new ChainId(1), DeliveryTimeout = TimeSpan.FromSeconds(30) });
        using var served = Served(new WaitingListener());
        var call = delivery.DeliverAsync(served, Logs, Token);
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(call.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await call.WaitAsync(TimeSpan.FromSeconds(10), Token));
        Assert.Equal(1, served.Failures);
        Assert.True(served.RetryAt > _time.GetTimestamp());
    }

    [Fact]
    public async Task No_more_listeners_than_the_limit_work_at_once()
    {
        using var delivery = Delivery(new LogPollerOptions { ChainId = new ChainId(1), DeliveriesMax = 2 });
        var listeners = Enumerable.Range(0, 5).Select(_ => new WaitingListener()).ToList();
        var calls = listeners.ConvertAll(listener => delivery.DeliverAsync(Served(listener), Logs, Token));
        Assert.Equal(2, listeners.Count(listener => listener.IsCalled));
        listeners[0].Done.SetResult();
        Assert.True(await calls[0].WaitAsync(TimeSpan.FromSeconds(10), Token));
        await listeners[2].Called.Task.WaitAsync(TimeSpan.FromSeconds(10), Token);
        Assert.Equal(3, listeners.Count(listener => listener.IsCalled));
        listeners.ForEach(listener => listener.Done.TrySetResult());
        Assert.All(await Task.WhenAll(calls).WaitAsync(TimeSpan.FromSeconds(10), Token), Assert.True);
    }

    [Fact]
    public async Task Who_is_gone_gets_nothing_more()
    {
        using var delivery = Delivery(new LogPollerOptions { ChainId = new ChainId(1) });
        var listener = new RecordingListener();
        using var served = Served(listener);
        served.IsGone = true;
        Assert.False(await delivery.DeliverAsync(served, Logs, Token));
        Assert.Empty(listener.Logs);
    }

    [Fact]
    public async Task The_wait_doubles_up_to_the_limit()
    {
        using var delivery = Delivery(new LogPollerOptions { ChainId = new ChainId(1) });
        using var served = Served(new RecordingListener { Failures = 100 });
        var waits = new List<double>();
        for (var i = 0; i < 8; i++)
        {
            await delivery.DeliverAsync(served, Logs, Token);
            waits.Add(_time.GetElapsedTime(_time.GetTimestamp(), served.RetryAt).TotalSeconds);
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], waits);
    }

    private static ServedSubscription Served(ILogListener listener) => new(
        new LogSubscription { Name = "job", Address = LogRig.Contract, Listener = listener }, new LogCursor { NextBlock = 1, FirstBlock = 1 });

    private LogDelivery Delivery(LogPollerOptions options) => new(options, _time, NullLogger.Instance);

    private sealed class WaitingListener : ILogListener
    {
        public TaskCompletionSource Called { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsCalled => Called.Task.IsCompleted;

        public Task OnLogsAsync(IReadOnlyList<EthLog> logs, CancellationToken cancellationToken)
        {
            Called.SetResult();
            return Done.Task.WaitAsync(cancellationToken);
        }
    }
}
