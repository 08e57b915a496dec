using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Xunit;

namespace Node.Core.Tests.Services;

public sealed class ServiceLoopTests
{
    private readonly RecordingLogger<FakeServiceLog> _log = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Closing_waits_for_the_loops()
    {
        var mayEnd = new TaskCompletionSource();
        var service = await StartedAsync();
        service.RunLoop("slow", _ => mayEnd.Task);

        var closing = service.CloseAsync();
        Assert.False(closing.IsCompleted);
        Assert.Equal("is closing", service.Ready()?.Reason);
        mayEnd.SetResult();

        await Within.DeadlineAsync(closing);
    }

    [Fact]
    public async Task The_order_of_a_close_is_stop_then_let_go_then_wait_then_release()
    {
        var steps = new List<string>();
        var letGo = new TaskCompletionSource();
        FakeService service = null!;
        service = new FakeService(
            "Test.One",
            onClose: () =>
            {
                steps.Add($"let go, stopping: {service.Stopping.IsCancellationRequested}");
                letGo.SetResult();
                return Task.CompletedTask;
            },
            onClosed: () =>
            {
                steps.Add("release");
                return Task.CompletedTask;
            });
        await service.StartAsync(Ct);
        service.RunLoop("queue", async _ =>
        {
            await letGo.Task;
            steps.Add("loop ended");
        });

        await Within.DeadlineAsync(service.CloseAsync());

        Assert.Equal(["let go, stopping: True", "loop ended", "release"], steps);
    }

    [Fact]
    public async Task A_loop_that_returns_leaves_the_service_healthy()
    {
        var service = await StartedAsync();
        var ran = new TaskCompletionSource();
        service.RunLoop("once", _ =>
        {
            ran.SetResult();
            return Task.CompletedTask;
        });
        await Within.DeadlineAsync(ran.Task);

        await Within.DeadlineAsync(service.CloseAsync());

        Assert.DoesNotContain(_log.Entries, entry => entry.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task A_loop_that_dies_makes_the_service_unhealthy_with_advice_whatever_is_reported_later()
    {
        var service = await StartedAsync();
        service.RunLoop("fragile", _ => throw new TimeoutException("line one\r\nline two"));
        await Within.UntilAsync(() => service.Ready() is not null && _log.Entries.Any(entry => entry.Level == LogLevel.Critical));

        service.Report(null);

        Assert.Equal(new HealthFault("loop fragile died: line one\\u000d\\u000aline two", Service.LoopDiedAdvice), service.Ready());
        Assert.NotNull(service.HealthReport()["Test.One"]);
        var entry = Assert.Single(_log.Entries, entry => entry.Level == LogLevel.Critical);
        Assert.Equal(1003, entry.Id);
        Assert.Contains(Service.LoopDiedAdvice, entry.Message, StringComparison.Ordinal);
        await Within.DeadlineAsync(service.CloseAsync());
    }

    [Fact]
    public async Task A_cancellation_that_is_not_the_close_is_a_death()
    {
        var service = await StartedAsync();

        service.RunLoop("confused", _ => throw new OperationCanceledException("of something else"));

        await Within.UntilAsync(() => service.Ready() is not null);
        await service.CloseAsync();
    }

    [Fact]
    public async Task A_loop_that_fails_while_it_is_being_stopped_is_logged_and_does_not_fail_the_close()
    {
        var service = await StartedAsync();
        service.RunLoop("late", async stopping =>
        {
            await Task.Delay(Timeout.Infinite, stopping).ContinueWith(_ => { }, TaskScheduler.Default);
            throw new TimeoutException("too late");
        });

        await Within.DeadlineAsync(service.CloseAsync());

        Assert.Equal(1004, Assert.Single(_log.Entries, entry => entry.Level == LogLevel.Warning).Id);
    }

    [Fact]
    public async Task What_a_loop_reports_shows_until_it_is_taken_back()
    {
        var service = await StartedAsync();

        service.Report(new HealthFault("is behind", "Wait"));
        Assert.Equal("is behind", service.Ready()?.Reason);
        service.Report(null);
        Assert.Null(service.Ready());
        await service.CloseAsync();
    }

    [Fact]
    public void A_loop_needs_a_start()
    {
        var service = new FakeService("Test.One");

        var error = Assert.Throws<InvalidOperationException>(() => service.RunLoop("early", _ => Task.CompletedTask));

        Assert.Equal("Test.One cannot run its loop early: it was not started.", error.Message);
    }

    [Fact]
    public async Task A_loop_asked_for_while_closing_is_not_begun()
    {
        var service = await StartedAsync();
        await service.CloseAsync();

        service.RunLoop("late", _ => throw new TimeoutException("never runs"));

        Assert.DoesNotContain(_log.Entries, entry => entry.Level >= LogLevel.Warning);
    }

    // Race: loops are begun from many threads while the service closes. None may outlive the close.
    [Fact]
    public async Task No_loop_outlives_the_close()
    {
        for (var round = 0; round < 50; round++)
        {
            var running = 0;
            var service = await StartedAsync();
            var starters = Enumerable.Range(0, 8).Select(_ => Task.Run(
                () =>
                {
                    for (var i = 0; i < 20; i++)
                    {
                        service.RunLoop("counted", async stopping =>
                        {
                            Interlocked.Increment(ref running);
                            await Task.Delay(Timeout.Infinite, stopping).ContinueWith(_ => { }, TaskScheduler.Default);
                            Interlocked.Decrement(ref running);
                        });
                    }
                },
                Ct)).ToArray();

            await Within.DeadlineAsync(service.CloseAsync());

            Assert.Equal(0, Volatile.Read(ref running));
            await Within.DeadlineAsync(Task.WhenAll(starters));
            Assert.Equal(0, Volatile.Read(ref running));
        }
    }

    private async Task<FakeService> StartedAsync()
    {
        var service = new FakeService("Test.One", logger: _log);
        await service.StartAsync(Ct);
        return service;
    }

    /// <summary>Names the log of these tests.</summary>
    public sealed class FakeServiceLog;
}
