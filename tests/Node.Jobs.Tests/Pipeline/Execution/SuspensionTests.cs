using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Xunit;

namespace Node.Jobs.Tests.Pipeline.Execution;

public sealed class SuspensionTests
{
    private const string Source = """
        before [type=count]
        tx [type=tx]
        side [type=count index=1]
        after [type=merge left=<{}> right="$(tx)"]
        before -> tx -> after
        """;

    private int _executed;

    [Fact]
    public async Task A_run_suspends_with_what_is_finished_and_goes_on_without_doing_it_again()
    {
        var progress = new List<RunProgress>();
        var registry = Registry(progress);
        var pipeline = Runner.Compile(Source, registry);
        Assert.True(pipeline.MaySuspend);

        var suspended = await RunAsync(pipeline, null);
        Assert.Equal(RunState.Suspended, suspended.State);
        Assert.Empty(suspended.Outputs);
        Assert.Equal(["before", "side", "tx"], suspended.Tasks.Select(static t => t.Name).Order());
        Assert.Equal("2 confirmations", suspended.ResultOf("tx").Waiting!.WaitsFor);
        Assert.True(progress[0].Finished.ResultOf("before").IsOk);
        Assert.Equal(default, progress[0].Finished.ResultOf("tx"));

        var stored = RunCheckpoint.FromJson(suspended.ToCheckpoint().ToJson());
        var again = await RunAsync(pipeline, stored);
        Assert.Equal(RunState.Suspended, again.State);
        Assert.Equal(2, _executed);

        var answered = stored.Answer("tx", TaskResult.Ok(Runner.Vars("""{"status":1,"data":{"$bytes":"0x01"}}""")), DateTimeOffset.UnixEpoch);
        var done = await RunAsync(pipeline, answered);
        Assert.Equal(RunState.Completed, done.State);
        Assert.Equal(2, _executed);
        Assert.Equal(Runner.Vars("""{"status":1,"data":{"$bytes":"0x01"}}"""), done.ResultOf("after").Value);
        Assert.Equal(suspended.Tasks.Single(static t => t.Name == "before").StartedAt, done.Tasks.Single(static t => t.Name == "before").StartedAt);
    }

    [Fact]
    public async Task An_answer_may_be_an_error()
    {
        var pipeline = Runner.Compile(Source, Registry([]));
        var suspended = await RunAsync(pipeline, null);
        var failed = suspended.ToCheckpoint().Answer("tx", TaskResult.Fail("reverted"), DateTimeOffset.UnixEpoch);
        var done = await RunAsync(pipeline, failed);
        Assert.Equal(RunState.Errored, done.State);
        Assert.Contains("reverted", done.AllErrors);
    }

    [Fact]
    public async Task Only_a_task_that_waits_takes_an_answer()
    {
        var suspended = await RunAsync(Runner.Compile(Source, Registry([])), null);
        Assert.Throws<ArgumentException>(() => suspended.ToCheckpoint().Answer("before", TaskResult.Ok(PipelineValue.Null), DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public async Task A_checkpoint_of_another_pipeline_is_refused()
    {
        var suspended = await RunAsync(Runner.Compile(Source, Registry([])), null);
        var other = Runner.Compile("x [type=memo value=1]");
        await Assert.ThrowsAsync<ArgumentException>(() => RunAsync(other, suspended.ToCheckpoint()));
    }

    [Fact]
    public void What_is_not_a_checkpoint_is_refused() => Assert.Throws<FormatException>(static () => RunCheckpoint.FromJson("{}"));

    private static Task<PipelineRun> RunAsync(CompiledPipeline pipeline, RunCheckpoint? resume) =>
        new PipelineExecutor().RunAsync(pipeline, Runner.Context(resume: resume), TestContext.Current.CancellationToken);

    private TaskRegistry Registry(List<RunProgress> progress) => TestTasks.With(
        TestTasks.Waiting("count", (_, _) => ValueTask.FromResult(TaskResult.Ok(PipelineValue.Of(Interlocked.Increment(ref _executed))))),
        TestTasks.Waiting("tx", (scope, _) =>
        {
            progress.Add(scope.Progress());
            return ValueTask.FromResult(TaskResult.Pending(new PendingTask("2 confirmations", "token")));
        }, hasEffect: true));
}
