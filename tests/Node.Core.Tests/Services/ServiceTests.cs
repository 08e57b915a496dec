using Node.Core.Services;
using Xunit;

namespace Node.Core.Tests.Services;

public sealed class ServiceTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_is_ready_from_its_start_to_its_close()
    {
        var service = new FakeService("Test.One");
        Assert.Equal("is not started", service.Ready()?.Reason);

        await service.StartAsync(Ct);
        Assert.Null(service.Ready());
        Assert.Equal(new Dictionary<string, HealthFault?> { ["Test.One"] = null }, service.HealthReport());

        await service.CloseAsync();
        Assert.Equal("is closed", service.Ready()?.Reason);
        Assert.NotNull(service.HealthReport()["Test.One"]);
    }

    [Fact]
    public async Task Starting_twice_is_an_error_and_changes_nothing()
    {
        var starts = 0;
        var service = new FakeService("Test.One", (_, _) =>
        {
            starts++;
            return Task.CompletedTask;
        });
        await service.StartAsync(Ct);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => service.StartAsync(Ct));

        Assert.Equal("Test.One cannot start: it is running. A service starts once; build a new one to run again.", error.Message);
        Assert.Equal(1, starts);
        Assert.Null(service.Ready());
        await service.CloseAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => service.StartAsync(Ct));
    }

    [Fact]
    public async Task Of_many_starts_at_once_one_wins()
    {
        var service = new FakeService("Test.One");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(
            _ => Task.Run(() => Record.ExceptionAsync(() => service.StartAsync(Ct)).AsTask(), Ct)));

        Assert.Single(outcomes, outcome => outcome is null);
        Assert.Equal(49, outcomes.Count(outcome => outcome is InvalidOperationException));
    }

    [Fact]
    public async Task A_service_that_was_closed_before_its_start_does_not_start()
    {
        var closes = 0;
        var service = new FakeService("Test.One", onClose: () => Task.FromResult(closes++));

        await service.CloseAsync();

        Assert.Equal(0, closes);
        await Assert.ThrowsAsync<InvalidOperationException>(() => service.StartAsync(Ct));
    }

    [Fact]
    public async Task A_start_that_fails_leaves_the_service_closed_and_its_loops_ended()
    {
        var steps = new List<string>();
        var service = new FakeService(
            "Test.One",
            (self, _) =>
            {
                self.RunLoop("forever", async stopping =>
                {
                    await Task.Delay(Timeout.Infinite, stopping).ContinueWith(_ => { }, TaskScheduler.Default);
                    steps.Add("loop ended");
                });
                throw new TimeoutException("no port");
            },
            onClosed: () =>
            {
                steps.Add("released");
                return Task.CompletedTask;
            });

        var error = await Within.DeadlineAsync(Assert.ThrowsAsync<TimeoutException>(() => service.StartAsync(Ct)));

        Assert.Equal("no port", error.Message);
        Assert.Equal(["loop ended", "released"], steps);
        Assert.Equal("is closed", service.Ready()?.Reason);
        await service.CloseAsync();
    }

    [Fact]
    public async Task A_start_that_fails_and_then_fails_to_close_reports_both()
    {
        var service = new FakeService(
            "Test.One",
            (_, _) => throw new TimeoutException("no port"),
            () => throw new TimeoutException("no way back"),
            () => throw new TimeoutException("nor out"));

        var error = await Assert.ThrowsAsync<ServiceException>(() => service.StartAsync(Ct));

        Assert.Equal("no port; no way back; nor out", error.Message);
    }

    [Fact]
    public async Task A_cancelled_start_closes_the_service()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var service = new FakeService("Test.One");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => service.StartAsync(cancelled.Token));

        Assert.Equal("is closed", service.Ready()?.Reason);
    }

    [Fact]
    public async Task Closing_cancels_a_start_that_is_under_way_and_waits_for_it()
    {
        var entered = new TaskCompletionSource();
        var service = new FakeService("Test.One", async (_, startToken) =>
        {
            entered.SetResult();
            await Task.Delay(Timeout.Infinite, startToken);
        });
        var starting = service.StartAsync(Ct);
        await Within.DeadlineAsync(entered.Task);

        await Within.DeadlineAsync(service.CloseAsync());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Within.DeadlineAsync(starting));
        Assert.Equal("is closed", service.Ready()?.Reason);
    }

    [Fact]
    public async Task A_start_that_does_not_notice_the_close_still_ends_closed()
    {
        var mayStart = new TaskCompletionSource();
        var service = new FakeService("Test.One", (_, _) => mayStart.Task);
        var starting = service.StartAsync(Ct);
        var closing = service.CloseAsync();
        mayStart.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Within.DeadlineAsync(starting));
        await Within.DeadlineAsync(closing);

        Assert.Equal("is closed", service.Ready()?.Reason);
    }

    [Fact]
    public async Task Closing_twice_and_from_many_threads_closes_once()
    {
        var closes = 0;
        var service = new FakeService("Test.One", onClose: () => Task.FromResult(Interlocked.Increment(ref closes)));
        await service.StartAsync(Ct);

        await Within.DeadlineAsync(Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(service.CloseAsync, Ct))));
        await service.CloseAsync();

        Assert.Equal(1, closes);
    }

    [Fact]
    public async Task Every_caller_of_close_sees_its_failure()
    {
        var service = new FakeService("Test.One", onClose: () => throw new TimeoutException("stuck"));
        await service.StartAsync(Ct);

        foreach (var closing in new[] { service.CloseAsync(), service.CloseAsync() })
        {
            Assert.Equal("stuck", (await Assert.ThrowsAsync<TimeoutException>(() => closing)).Message);
        }

        Assert.Equal("is closed", service.Ready()?.Reason);
    }

    [Fact]
    public async Task A_parent_reports_its_children_and_keeps_the_worse_of_two_answers()
    {
        var good = new FakeService("Test.Good");
        var bad = new FakeService("Test.Bad");
        await good.StartAsync(Ct);
        await bad.StartAsync(Ct);
        bad.Report(new HealthFault("is ill", "Heal it"));
        var parent = new FakeService("Test.Parent", children: [bad, good, new AlwaysFine("Test.Bad")]);
        await parent.StartAsync(Ct);

        var report = parent.HealthReport();

        Assert.Equal(["Test.Bad", "Test.Good", "Test.Parent"], report.Keys.Order());
        Assert.Equal("is ill", report["Test.Bad"]?.Reason);
        Assert.Null(report["Test.Good"]);
        Assert.Null(report["Test.Parent"]);
    }

    private sealed class AlwaysFine(string name) : ICheckable
    {
        public HealthFault? Ready() => null;

        public IReadOnlyDictionary<string, HealthFault?> HealthReport() => new Dictionary<string, HealthFault?> { [name] = null };
    }
}
