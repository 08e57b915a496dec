using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Node.Core.Config;
using Node.Core.Health;
using Node.Core.Services;
using Xunit;

namespace Node.Core.Tests.Health;

public sealed class CheckerTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RecordingLogger<Checker> _log = new();
    private readonly CheckerOptions _options = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Before_the_start_nothing_is_ready_or_asked()
    {
        var check = FakeCheck.Fine();
        var checker = NewChecker();
        checker.Register("a", check);

        Assert.False(checker.IsReady().IsReady);
        Assert.Equal("has not been asked yet", checker.IsReady().Checks["a"]?.Reason);
        Assert.False(checker.IsHealthy().IsHealthy);
        Assert.Equal(0, check.Asked);
        await checker.CloseAsync();
    }

    [Fact]
    public async Task The_start_waits_for_the_first_answers()
    {
        var checker = NewChecker();
        checker.Register("a", FakeCheck.Fine("part.a"));
        checker.Register("b", FakeCheck.Ill("part.b"));

        await checker.StartAsync(Ct);

        var (isReady, ready) = checker.IsReady();
        Assert.False(isReady);
        Assert.Equal(["a", "b"], ready.Keys);
        Assert.Null(ready["a"]);
        Assert.Equal(new HealthFault("is ill", "Heal it"), ready["b"]);
        var (isHealthy, health) = checker.IsHealthy();
        Assert.False(isHealthy);
        Assert.Equal(["part.a", "part.b"], health.Keys);
        await checker.CloseAsync();
    }

    [Fact]
    public async Task A_failing_check_is_asked_again_soon_and_the_others_only_at_the_next_poll()
    {
        var ill = FakeCheck.Ill("a");
        var fine = FakeCheck.Fine("b");
        var checker = NewChecker();
        checker.Register("a", ill);
        checker.Register("b", fine);
        await checker.StartAsync(Ct);

        await Within.UntilAsync(() => ill.Asked > 1, () => _time.Advance(_options.FailingPollInterval / 4));

        Assert.Equal(1, fine.Asked);
        await checker.CloseAsync();
    }

    [Fact]
    public async Task Nothing_registered_is_ready_and_healthy()
    {
        var checker = NewChecker();

        await checker.StartAsync(Ct);

        Assert.True(checker.IsReady().IsReady);
        Assert.True(checker.IsHealthy().IsHealthy);
        Assert.Empty(checker.IsHealthy().Checks);
        await checker.CloseAsync();
    }

    [Fact]
    public async Task It_polls_every_interval_and_not_sooner()
    {
        var check = FakeCheck.Fine();
        var checker = NewChecker();
        checker.Register("a", check);
        await checker.StartAsync(Ct);
        Assert.Equal(1, check.Asked);
        await Within.UntilAsync(() => checker.ThreadCount == 0);

        _time.Advance(_options.PollInterval - TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, check.Asked);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await Within.UntilAsync(() => check.Asked == 2 && checker.ThreadCount == 0);
        _time.Advance(_options.PollInterval);
        await Within.UntilAsync(() => check.Asked == 3 && checker.ThreadCount == 0);
        await checker.CloseAsync();
    }

    [Fact]
    public async Task A_check_registered_while_it_runs_is_asked_at_once()
    {
        var early = FakeCheck.Fine("early");
        var checker = NewChecker();
        checker.Register("early", early);
        await checker.StartAsync(Ct);

        checker.Register("late", FakeCheck.Ill("late"));

        await Within.UntilAsync(() => !checker.IsReady().IsReady);
        Assert.Equal("is ill", checker.IsReady().Checks["late"]?.Reason);
        Assert.Equal(1, early.Asked);
        await checker.CloseAsync();
    }

    [Fact]
    public async Task A_name_that_was_unregistered_is_gone_from_every_answer_at_once()
    {
        var checker = NewChecker();
        checker.Register("a", FakeCheck.Fine("part.a"));
        checker.Register("b", FakeCheck.Ill("part.b"));
        await checker.StartAsync(Ct);

        checker.Unregister("b");

        Assert.Equal(["a"], checker.IsReady().Checks.Keys);
        Assert.Equal(["part.a"], checker.IsHealthy().Checks.Keys);
        Assert.True(checker.IsReady().IsReady);
        Assert.True(checker.IsHealthy().IsHealthy);
        checker.Unregister("never there");
        await checker.CloseAsync();
    }

    [Fact]
    public async Task An_answer_given_out_never_changes()
    {
        var checker = NewChecker();
        checker.Register("a", FakeCheck.Fine());
        await checker.StartAsync(Ct);
        var (_, before) = checker.IsReady();

        checker.Unregister("a");

        Assert.Equal(["a"], before.Keys);
        Assert.Same(checker.IsReady().Checks, checker.IsReady().Checks);
        Assert.Throws<NotSupportedException>(() => ((IDictionary<string, HealthFault?>)before).Clear());
        await checker.CloseAsync();
    }

    [Fact]
    public void A_name_is_registered_once()
    {
        var checker = NewChecker();
        checker.Register("a", FakeCheck.Fine());

        var error = Assert.Throws<ArgumentException>(() => checker.Register("a", FakeCheck.Fine()));

        Assert.StartsWith("A check named \"a\" is registered already.", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => checker.Register(" ", FakeCheck.Fine()));
        checker.Unregister("a");
        checker.Register("a", FakeCheck.Fine());
    }

    [Fact]
    public void There_are_at_most_ChecksMax_checks()
    {
        var checker = new Checker(new CheckerOptions { ChecksMax = 2 }, _time, _log);
        checker.Register("a", FakeCheck.Fine());
        checker.Register("b", FakeCheck.Fine());

        var error = Assert.Throws<InvalidOperationException>(() => checker.Register("c", FakeCheck.Fine()));

        Assert.Contains("ChecksMax is 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_that_throws_counts_as_failing_by_its_name()
    {
        var checker = NewChecker();
        checker.Register("a", FakeCheck.Throwing());

        await checker.StartAsync(Ct);

        Assert.Equal("the check itself failed: TimeoutException: broken\\u000acheck", checker.IsReady().Checks["a"]?.Reason);
        Assert.Equal("the check itself failed: TimeoutException: broken\\u000acheck", checker.IsHealthy().Checks["a"]?.Reason);
        await checker.CloseAsync();
    }

    [Fact]
    public async Task Two_checks_that_report_on_the_same_part_give_the_worse_answer()
    {
        var checker = NewChecker();
        checker.Register("a", FakeCheck.Ill("same"));
        checker.Register("b", FakeCheck.Fine("same"));

        await checker.StartAsync(Ct);

        Assert.Equal("is ill", checker.IsHealthy().Checks["same"]?.Reason);
        await checker.CloseAsync();
    }

    [Fact]
    public async Task Once_it_closes_nothing_is_ready()
    {
        var checker = NewChecker();
        checker.Register("a", FakeCheck.Fine());
        await checker.StartAsync(Ct);
        Assert.True(checker.IsReady().IsReady);

        await Within.DeadlineAsync(checker.CloseAsync());

        Assert.False(checker.IsReady().IsReady);
        Assert.Equal("is closed", checker.IsReady().Checks["Health.Checker"]?.Reason);
        Assert.False(checker.IsHealthy().IsHealthy);
    }

    [Fact]
    public async Task Only_changes_are_logged_and_a_failure_carries_advice()
    {
        var fault = new HealthFault("is ill", "Heal it");
        var current = fault;
        var check = new FakeCheck(() => Volatile.Read(ref current));
        var checker = NewChecker();
        checker.Register("a", check);
        await checker.StartAsync(Ct);
        _time.Advance(_options.PollInterval);
        await Within.UntilAsync(() => check.Asked == 2 && checker.ThreadCount == 0);
        Volatile.Write(ref current, null);
        await Within.UntilAsync(() => checker.IsHealthy().IsHealthy, () => _time.Advance(_options.PollInterval));
        await Within.DeadlineAsync(checker.CloseAsync());

        Assert.Equal(
            [(1100, LogLevel.Warning, "part is failing: is ill. Heal it"), (1101, LogLevel.Information, "part is healthy again")],
            _log.Entries.Where(entry => entry.Id >= 1100));
    }

    [Fact]
    public void Options_that_cannot_work_are_faults()
    {
        var faults = new ConfigFaults();

        new CheckerOptions { CheckTimeout = TimeSpan.Zero, PollInterval = TimeSpan.FromSeconds(-1), ChecksMax = 0, ThreadsMax = 0 }.Validate(faults);
        new CheckerOptions().Validate(faults);

        Assert.Equal(["CheckTimeout", "PollInterval", "FailingPollInterval", "ChecksMax", "ThreadsMax"], faults.All.Select(fault => fault.Key));
    }

    private Checker NewChecker() => new(_options, _time, _log);
}
