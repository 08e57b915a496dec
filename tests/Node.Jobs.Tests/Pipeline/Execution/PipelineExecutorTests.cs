using Microsoft.Extensions.Time.Testing;
using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Xunit;

namespace Node.Jobs.Tests.Pipeline.Execution;

public sealed class PipelineExecutorTests
{
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Errors_flow_as_values_and_only_terminal_tasks_decide_the_state()
    {
        var run = await Runner.RunAsync("""
            bad [type=fail msg=no]
            good [type=memo value=4]
            m [type=median]
            bad -> m; good -> m
            """);
        Assert.Equal(RunState.Completed, run.State);
        Assert.Equal([PipelineValue.Of(4)], run.Outputs);
        Assert.Equal([null], run.FatalErrors);
        Assert.Equal("bad (fail): no", Assert.Single(run.AllErrors));
    }

    [Fact]
    public async Task A_failed_input_fails_the_tasks_behind_it()
    {
        var run = await Runner.RunAsync("bad [type=fail msg=no] m [type=multiply times=2] bad -> m");
        Assert.Equal(RunState.Errored, run.State);
        Assert.Equal("m (multiply): its input bad failed: \"bad (fail): no\"", Assert.Single(run.FatalErrors));
    }

    [Fact]
    public async Task A_task_that_throws_is_an_error_of_that_task()
    {
        var run = await Runner.RunAsync("p [type=panic] q [type=memo value=2] s [type=sum allowedFaults=1] p -> s; q -> s");
        Assert.Equal(RunState.Completed, run.State);
        Assert.Contains("please report it", run.ResultOf("p").Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outputs_come_by_index_then_in_order_of_the_pipeline()
    {
        var run = await Runner.RunAsync("a [type=memo value=1 index=2] b [type=memo value=2 index=1] c [type=memo value=3 index=1]");
        Assert.Equal(["b", "c", "a"], run.Terminals);
        Assert.Equal("2 3 1", string.Join(' ', run.Outputs));
    }

    [Fact]
    public async Task Waiting_tasks_run_side_by_side_but_no_more_than_the_limit()
    {
        var running = 0;
        var most = 0;
        var release = new TaskCompletionSource();
        var full = new TaskCompletionSource();
        var registry = TestTasks.With(TestTasks.Waiting("wait", async (_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            if (most == 3)
            {
                full.TrySetResult();
            }

            await release.Task;
            Interlocked.Decrement(ref running);
            return TaskResult.Ok(PipelineValue.Null);
        }));
        var pipeline = Runner.Compile(string.Concat(Enumerable.Range(0, 10).Select(static i => $"t{i} [type=wait]\n")), registry);
        var execution = new PipelineExecutor(new ExecutorOptions { ConcurrentTasksMax = 3 }).RunAsync(pipeline, Runner.Context(), Ct);

        await full.Task.WaitAsync(WaitMax, Ct);
        release.SetResult();
        var run = await execution.WaitAsync(WaitMax, Ct);

        Assert.Equal(3, most);
        Assert.Equal(RunState.Completed, run.State);
    }

    [Fact]
    public async Task Retries_are_further_attempts_after_doubling_waits_up_to_the_longest()
    {
        var waits = new List<TimeSpan>();
        var last = _time.GetUtcNow();
        var run = await RunWaitingAsync("retries=4 minBackoff=<1s> maxBackoff=<3s>", (_, _) =>
        {
            waits.Add(_time.GetUtcNow() - last);
            last = _time.GetUtcNow();
            return ValueTask.FromResult(TaskResult.Fail(TaskErrorKind.Transient, "away"));
        });
        Assert.Equal([0, 1, 2, 3, 3], waits.Select(static w => w.TotalSeconds));
        Assert.Equal(5, run.Tasks[0].Attempts);
        Assert.Equal("away", run.ResultOf("t").Error!.Message);
    }

    [Fact]
    public async Task An_attempt_that_succeeds_ends_the_retries()
    {
        var attempts = 0;
        var run = await RunWaitingAsync("retries=5", (_, _) => ValueTask.FromResult(
            ++attempts < 3 ? TaskResult.Fail(TaskErrorKind.Transient, "away") : TaskResult.Ok(PipelineValue.Of(attempts))));
        Assert.Equal(PipelineValue.Of(3), run.Outputs[0]);
        Assert.Equal(3, run.Tasks[0].Attempts);
    }

    [Fact]
    public async Task Permanent_errors_are_not_retried()
    {
        var run = await RunWaitingAsync("retries=5", static (_, _) => ValueTask.FromResult(TaskResult.Fail("never")));
        Assert.Equal(1, run.Tasks[0].Attempts);
    }

    [Fact]
    public async Task A_task_that_ignores_its_timeout_is_left_behind()
    {
        var run = await RunWaitingAsync("timeout=<2s>", static async (_, _) =>
        {
            await new TaskCompletionSource().Task;
            return default;
        });
        Assert.Equal(RunState.Errored, run.State);
        Assert.Contains("timeout", run.ResultOf("t").Error!.Message, StringComparison.Ordinal);
        Assert.Equal(TaskErrorKind.Transient, run.ResultOf("t").Error!.Kind);
        Assert.Equal(TimeSpan.FromSeconds(2), run.FinishedAt - run.StartedAt);
    }

    [Fact]
    public async Task A_job_bounds_the_time_of_each_task()
    {
        var run = await RunWaitingAsync("", static async (_, ct) =>
        {
            await Task.Delay(Timeout.Infinite, ct);
            return default;
        }, new JobFacts { MaxTaskDuration = TimeSpan.FromSeconds(3) });
        Assert.Equal(TimeSpan.FromSeconds(3), run.FinishedAt - run.StartedAt);
    }

    [Fact]
    public async Task The_limit_of_a_run_really_ends_it()
    {
        var run = await RunWaitingAsync("retries=3 timeout=0", static async (_, _) =>
        {
            await new TaskCompletionSource().Task;
            return default;
        });
        Assert.Equal(RunState.Errored, run.State);
        Assert.Contains("Runs:DurationMax", run.ResultOf("t").Error!.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMinutes(10), run.FinishedAt - run.StartedAt);
    }

    [Fact]
    public async Task Fail_early_ends_what_runs_and_is_recorded()
    {
        var registry = TestTasks.With(TestTasks.Waiting("wait", static async (_, ct) =>
        {
            await Task.Delay(Timeout.Infinite, ct);
            return default;
        }));
        var run = await Runner.RunAsync("""
            hung [type=wait]
            bad [type=fail msg=no failEarly=true]
            done [type=memo value=1]
            after [type=sum]
            hung -> after; done -> after
            """, registry: registry);
        Assert.Equal(RunState.Errored, run.State);
        Assert.Equal("bad (fail): no", run.ResultOf("bad").Error!.Message);
        Assert.Equal(TaskErrorKind.Cancelled, run.ResultOf("hung").Error!.Kind);
        Assert.Equal(TaskErrorKind.Cancelled, run.ResultOf("after").Error!.Kind);
        Assert.Equal(4, run.Tasks.Count);
    }

    [Fact]
    public async Task Stopping_leaves_no_result()
    {
        using var stop = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        var registry = TestTasks.With(TestTasks.Waiting("wait", async (_, ct) =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, ct);
            return default;
        }));
        var execution = new PipelineExecutor().RunAsync(Runner.Compile("t [type=wait]", registry), Runner.Context(), stop.Token);
        await started.Task.WaitAsync(WaitMax, Ct);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => execution.WaitAsync(WaitMax, Ct));
    }

    [Fact]
    public async Task Values_beyond_the_limit_of_a_run_are_errors_that_name_it()
    {
        var doubling = string.Concat(Enumerable.Range(1, 30).Select(static i => $"t{i} [type=memo value=<[$(t{i - 1}), $(t{i - 1})]>]\n"));
        var run = await Runner.RunAsync("t0 [type=memo value=\"\\\"0123456789\\\"\"]\n" + doubling);
        Assert.Equal(RunState.Errored, run.State);
        Assert.Contains(run.AllErrors, static e => e.Contains("RunBytesMax", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Values_nested_beyond_the_limit_are_errors_that_name_it()
    {
        var brackets = new string('[', 40);
        var run = await Runner.RunAsync(string.Concat(Enumerable.Range(1, 4).Select(
            i => $"t{i} [type=memo value=<{brackets}{(i == 1 ? "1" : $"$(t{i - 1})")}{brackets.Replace('[', ']')}>]\n")));
        Assert.True(run.ResultOf("t3").IsOk);
        Assert.Contains("NestingMax", run.ResultOf("t4").Error!.Message, StringComparison.Ordinal);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Task<PipelineRun> RunWaitingAsync(
        string attributes, Func<TaskScope, CancellationToken, ValueTask<TaskResult>> work, JobFacts? job = null) =>
        WaitingRun.OfAsync(_time, attributes, work, job);
}
