using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Node.Core.Health;
using Xunit;

namespace Node.Core.Tests.Health;

/// <summary>Checks that block the thread that asks them.</summary>
public sealed class CheckerHangTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly ManualResetEventSlim _release = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _release.Set();

    [Fact]
    public async Task A_check_that_hangs_counts_as_failing_after_the_time_limit_and_the_others_are_answered()
    {
        var checker = NewChecker(new CheckerOptions());
        checker.Register("a hangs", FakeCheck.Hanging(_release));
        checker.Register("b", FakeCheck.Fine("b"));
        checker.Register("c", FakeCheck.Ill("c"));

        await StartAsync(checker);

        var (isReady, ready) = checker.IsReady();
        Assert.False(isReady);
        Assert.Equal("the check did not answer within 700ms", ready["a hangs"]?.Reason);
        Assert.Null(ready["b"]);
        Assert.Equal("is ill", ready["c"]?.Reason);
        Assert.Equal("the check did not answer within 700ms", checker.IsHealthy().Checks["a hangs"]?.Reason);
        await checker.CloseAsync();
    }

    [Fact]
    public async Task A_check_that_still_hangs_is_not_called_again_and_recovers_when_it_returns()
    {
        var options = new CheckerOptions();
        var hanging = FakeCheck.Hanging(_release);
        var other = FakeCheck.Fine("other");
        var checker = NewChecker(options);
        checker.Register("hanging", hanging);
        checker.Register("other", other);
        await StartAsync(checker);
        for (var polls = 2; polls <= 5; polls++)
        {
            _time.Advance(options.PollInterval);
            await Within.UntilAsync(() => other.Asked == polls && checker.ThreadCount == 1);
            Assert.Equal(1, hanging.Asked);
            Assert.NotNull(checker.IsReady().Checks["hanging"]);
        }

        _release.Set();
        await Within.UntilAsync(() => checker.IsReady().IsReady, () => _time.Advance(options.PollInterval));

        Assert.True(hanging.Asked >= 2);
        await checker.CloseAsync();
    }

    [Fact]
    public async Task A_hanging_check_does_not_hold_up_the_close()
    {
        var checker = NewChecker(new CheckerOptions());
        await checker.StartAsync(Ct);
        var hanging = FakeCheck.Hanging(_release);
        checker.Register("hanging", hanging);
        await Within.UntilAsync(() => hanging.Asked == 1);

        await Within.DeadlineAsync(checker.CloseAsync());
    }

    [Fact]
    public async Task A_hanging_check_does_not_hold_up_a_cancelled_start()
    {
        using var stop = new CancellationTokenSource();
        var checker = NewChecker(new CheckerOptions());
        var hanging = FakeCheck.Hanging(_release);
        checker.Register("hanging", hanging);
        var starting = checker.StartAsync(stop.Token);
        await Within.UntilAsync(() => hanging.Asked == 1);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Within.DeadlineAsync(starting));
    }

    [Fact]
    public async Task When_hanging_checks_hold_every_thread_the_others_say_so()
    {
        var checker = NewChecker(new CheckerOptions { ThreadsMax = 4 });
        foreach (var i in Enumerable.Range(0, 5))
        {
            checker.Register($"hanging {i}", FakeCheck.Hanging(_release));
        }

        checker.Register("z", FakeCheck.Fine("z"));

        await StartAsync(checker);

        Assert.Equal(4, checker.ThreadCount);
        Assert.Equal(4, checker.IsReady().Checks.Values.Count(fault => fault?.Reason == "the check did not answer within 700ms"));
        Assert.Equal(
            "the check could not be asked: checks that hang hold every thread",
            checker.IsReady().Checks["z"]?.Reason);
        _release.Set();
        await Within.UntilAsync(() => checker.IsReady().IsReady, () => _time.Advance(TimeSpan.FromSeconds(15)));
        await Within.UntilAsync(() => checker.ThreadCount == 0);
        await checker.CloseAsync();
    }

    // A round of failing checks used to take the signal of a newcomer, who then waited for the next poll.
    [Fact]
    public async Task A_check_registered_while_another_hangs_and_one_fails_does_not_wait_for_the_next_poll()
    {
        var checker = NewChecker(new CheckerOptions { PollInterval = TimeSpan.FromHours(1) });
        checker.Register("ill", FakeCheck.Ill("ill"));
        await StartAsync(checker);
        var hanging = FakeCheck.Hanging(_release);
        checker.Register("hanging", hanging);
        await Within.UntilAsync(() => hanging.Asked == 1);
        var late = FakeCheck.Fine("late");
        checker.Register("late", late);

        var steps = 0;
        await Within.UntilAsync(() => late.Asked > 0 || steps > 1000, () =>
        {
            steps++;
            _time.Advance(TimeSpan.FromMilliseconds(50));
        });

        Assert.True(late.Asked > 0, "it was not asked within 50 seconds");
        await checker.CloseAsync();
    }

    // On the real clock: what the fake one cannot show is that nothing waits longer than it says.
    [Fact]
    public async Task A_thousand_checks_of_which_ten_hang_and_ten_throw_are_answered_within_a_second()
    {
        var options = new CheckerOptions();
        var checker = new Checker(options, TimeProvider.System, NullLogger<Checker>.Instance);
        for (var i = 0; i < 1_000; i++)
        {
            checker.Register($"check {i:000}", (i % 100) switch
            {
                0 => FakeCheck.Hanging(_release),
                50 => FakeCheck.Throwing(),
                _ => FakeCheck.Fine($"part {i:000}"),
            });
        }

        var began = TimeProvider.System.GetTimestamp();
        await Within.DeadlineAsync(checker.StartAsync(Ct));
        var took = TimeProvider.System.GetElapsedTime(began);

        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        var (isReady, ready) = checker.IsReady();
        Assert.False(isReady);
        Assert.Equal(1_000, ready.Count);
        Assert.Equal(10, ready.Values.Count(fault => fault?.Reason == "the check did not answer within 700ms"));
        Assert.Equal(10, ready.Values.Count(fault => fault?.Reason.StartsWith("the check itself failed", StringComparison.Ordinal) == true));
        Assert.Equal(980, ready.Values.Count(fault => fault is null));
        Assert.Equal(1_000, checker.IsHealthy().Checks.Count);
        Assert.True(checker.ThreadCount < 40, $"{checker.ThreadCount} threads for ten that hang");
        await Within.DeadlineAsync(checker.CloseAsync());
    }

    // Race: names come and go while rounds run. After Unregister returns, no answer may hold the name.
    [Fact]
    public async Task A_name_unregistered_during_an_update_never_comes_back()
    {
        var checker = NewChecker(new CheckerOptions());
        await checker.StartAsync(Ct);
        using var done = new CancellationTokenSource();
        var polling = Task.Run(
            async () =>
            {
                while (!done.IsCancellationRequested)
                {
                    _time.Advance(TimeSpan.FromSeconds(15));
                    await Task.Yield();
                }
            },
            Ct);

        await Within.DeadlineAsync(Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(
            () =>
            {
                for (var i = 0; i < 300; i++)
                {
                    var name = $"worker {worker}";
                    checker.Register(name, FakeCheck.Ill(name));
                    for (var looks = 0; looks < i % 7; looks++)
                    {
                        Thread.Yield();
                        checker.IsReady();
                    }

                    checker.Unregister(name);
                    for (var looks = 0; looks < 5; looks++)
                    {
                        Assert.DoesNotContain(name, checker.IsReady().Checks.Keys);
                        Assert.DoesNotContain(name, checker.IsHealthy().Checks.Keys);
                        Thread.Yield();
                    }
                }
            },
            Ct))));

        await done.CancelAsync();
        await Within.DeadlineAsync(polling);
        await Within.DeadlineAsync(checker.CloseAsync());
    }

    [Fact]
    public async Task A_name_unregistered_while_its_check_is_running_is_not_answered_by_it()
    {
        var checker = NewChecker(new CheckerOptions());
        await checker.StartAsync(Ct);
        var hanging = FakeCheck.Hanging(_release);
        checker.Register("a", hanging);
        await Within.UntilAsync(() => hanging.Asked == 1);

        checker.Unregister("a");
        checker.Register("a", FakeCheck.Ill("a"));
        _release.Set();

        await Within.UntilAsync(() => checker.IsReady().Checks.ContainsKey("a"), () => _time.Advance(TimeSpan.FromSeconds(1)));
        Assert.Equal("is ill", checker.IsReady().Checks["a"]?.Reason);
        await checker.CloseAsync();
    }

    private Checker NewChecker(CheckerOptions options) => new(options, _time, NullLogger<Checker>.Instance);

    private async Task StartAsync(Checker checker)
    {
        var starting = checker.StartAsync(Ct);
        await Within.UntilAsync(() => starting.IsCompleted, () => _time.Advance(TimeSpan.FromMilliseconds(50)));
        await starting;
    }
}
