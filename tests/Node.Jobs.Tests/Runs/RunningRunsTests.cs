using Node.Jobs.Runs;
using Xunit;

namespace Node.Jobs.Tests.Runs;

public sealed class RunningRunsTests
{
    private readonly RunningRuns _running = new();

    [Fact]
    public void Whoever_leaves_under_an_older_right_does_not_take_the_newer_execution_with_him()
    {
        using var run = _running.TryEnter(5, instanceId: 2, CancellationToken.None);
        _running.Leave(5, instanceId: 1);
        Assert.Equal(2, _running.InstanceOf(5));
        _running.Leave(5, instanceId: 2);
        Assert.False(_running.Contains(5));
    }

    [Fact]
    public void A_run_is_executed_once_at_a_time()
    {
        using var run = _running.TryEnter(5, instanceId: 1, CancellationToken.None);
        Assert.Null(_running.TryEnter(5, instanceId: 2, CancellationToken.None));
        _running.Leave(5, instanceId: null);
        using var again = _running.TryEnter(5, instanceId: 2, CancellationToken.None);
        Assert.NotNull(again);
    }

    [Fact]
    public void An_execution_that_begins_under_a_right_that_is_void_ends_at_once()
    {
        using var before = _running.TryEnter(1, instanceId: 1, CancellationToken.None);
        _running.AbandonAllBut(2);
        using var late = _running.TryEnter(5, instanceId: 1, CancellationToken.None);
        using var good = _running.TryEnter(6, instanceId: 2, CancellationToken.None);
        Assert.Equal([true, true, false], [before!.Abandoned.IsCancellationRequested, late!.Abandoned.IsCancellationRequested, good!.Abandoned.IsCancellationRequested]);
    }
}
