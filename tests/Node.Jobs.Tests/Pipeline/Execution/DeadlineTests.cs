using Microsoft.Extensions.Time.Testing;
using Node.Core.Text;
using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Xunit;

namespace Node.Jobs.Tests.Pipeline.Execution;

/// <summary>Spans of time in a run: timeouts, waits between attempts and the limit of the whole.</summary>
public sealed class DeadlineTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("timeout=<1200h>", "")]
    [InlineData("", "999999h")]
    [InlineData("timeout=<999999h> retries=1 minBackoff=<1200h>", "")]
    [InlineData("retries=1 maxBackoff=<999999h> minBackoff=<999999h>", "999999h")]
    public async Task Spans_that_no_timer_counts_end_with_the_run(string attributes, string jobLimit)
    {
        var job = new JobFacts { MaxTaskDuration = GoDuration.TryParse(jobLimit, out var span) ? span : TimeSpan.Zero };
        var good = await WaitingRun.OfAsync(_time, attributes, static (_, _) => ValueTask.FromResult(TaskResult.Ok(PipelineValue.Of(1))), job);
        Assert.Equal(RunState.Completed, good.State);
        var away = await WaitingRun.OfAsync(_time, 
            attributes, static (_, _) => ValueTask.FromResult(TaskResult.Fail(TaskErrorKind.Transient, "away")), job);
        Assert.Equal("away", away.ResultOf("t").Error!.Message);
    }

    [Theory]
    [InlineData("minBackoff=<2m>", 120, 120)]
    [InlineData("minBackoff=<40s>", 40, 60)]
    [InlineData("maxBackoff=<1s>", 1, 1)]
    [InlineData("minBackoff=<9s> maxBackoff=<3s>", 3, 3)]
    public void The_longest_wait_is_never_below_a_shortest_one_that_is_given_alone(string attributes, int first, int second)
    {
        var policy = Runner.Compile($"t [type=memo value=1 retries=2 {attributes}]").Tasks[0].Policy;
        Assert.Equal([first, second], new[] { policy.BackoffBefore(2).TotalSeconds, policy.BackoffBefore(3).TotalSeconds });
    }

    [Fact]
    public async Task The_limit_of_a_run_ends_one_that_only_computes()
    {
        var context = Runner.Context(time: _time);
        _time.AutoAdvanceAmount = TimeSpan.FromSeconds(1);
        var run = await new PipelineExecutor(new ExecutorOptions { RunDurationMax = TimeSpan.FromSeconds(9) }).RunAsync(
            Runner.Compile(string.Concat(Enumerable.Range(1, 30).Select(static i => $"t{i} [type=memo value={i}]\n"))), context, Ct);
        Assert.Equal(RunState.Errored, run.State);
        Assert.True(run.ResultOf("t1").IsOk);
        Assert.Contains("Runs:DurationMax", run.ResultOf("t30").Error!.Message, StringComparison.Ordinal);
        Assert.Equal(30, run.Tasks.Count);
    }

    [Fact]
    public async Task A_run_that_has_computed_too_long_asks_nobody()
    {
        var asked = 0;
        var registry = TestTasks.With(TestTasks.Waiting("wait", (_, _) =>
        {
            asked++;
            return ValueTask.FromResult(TaskResult.Ok(PipelineValue.Null));
        }));
        _time.AutoAdvanceAmount = TimeSpan.FromSeconds(10);
        var run = await new PipelineExecutor(new ExecutorOptions { RunDurationMax = TimeSpan.FromSeconds(1) }).RunAsync(
            Runner.Compile("t [type=wait]", registry), Runner.Context(time: _time), Ct);
        Assert.Equal(0, asked);
        Assert.Contains("Runs:DurationMax", run.ResultOf("t").Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fail_early_waits_for_the_retries_of_its_task()
    {
        var attempts = 0;
        var recovers = await WaitingRun.OfAsync(_time, "failEarly=true retries=3", (_, _) => ValueTask.FromResult(
            ++attempts < 3 ? TaskResult.Fail(TaskErrorKind.Transient, "away") : TaskResult.Ok(PipelineValue.Of(attempts))));
        Assert.Equal((RunState.Completed, 3), (recovers.State, recovers.Tasks[0].Attempts));
        var fails = await WaitingRun.OfAsync(_time, 
            "failEarly=true retries=2", static (_, _) => ValueTask.FromResult(TaskResult.Fail(TaskErrorKind.Transient, "away")));
        Assert.Equal((RunState.Errored, 3, "away"), (fails.State, fails.Tasks[0].Attempts, fails.ResultOf("t").Error!.Message));
    }
}
