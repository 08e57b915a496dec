using Node.Core.Storage;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Runs;
using Node.Jobs.Specs;
using Node.Jobs.Tests.Runs;
using Xunit;

namespace Node.Jobs.Tests.Running;

/// <summary>From trigger to finished row with real pipelines: order, limits, fairness and what a stop leaves behind.</summary>
public abstract class JobRunnerSuite(EngineKind engine) : DatabaseSuite(engine)
{
    private const string Computing = """
        price [type=memo value="1.5"]
        times [type=multiply times=100]
        answer [type=median]
        price -> times -> answer
        """;

    [Fact]
    public async Task A_run_ends_as_one_row_with_its_record()
    {
        var rig = new RunnerRig(Database);
        var job = await rig.AddJobAsync(Computing);
        await rig.StartAsync();
        var accepted = await rig.AcceptAsync(job, "key-1", Vars(1));
        var run = await rig.EndOfAsync(accepted.RunId);
        await rig.CloseAsync();

        var row = Assert.Single(await rig.HistoryAsync(job));
        Assert.Equal((run.Id, job.Id, RunStatus.Completed, "webhook", "key-1"), (row.Id, row.JobId, row.State, row.TriggerKind, row.TriggerKey));
        Assert.InRange(row.FinishedAt, row.AcceptedAt, TimeProvider.System.GetUtcNow());
        var record = RunnerRig.RecordOf(row);
        Assert.Equal(["price", "times", "answer"], record.Tasks.Select(task => task.Name));
        Assert.Equal(PipelineValue.Of(150), record.Tasks[2].Result.Value);
        Assert.True(record.Variables.TryGet("jobSpec", out _) && record.Variables.TryGet("jobRun", out _));
        Assert.Equal(0, await rig.OpenCountAsync());
    }

    [Fact]
    public async Task Runs_of_a_job_start_one_by_one_in_order_of_acceptance()
    {
        var rig = new RunnerRig(Database);
        var source = new HeldSource(rig.Http);
        var job = await rig.AddJobAsync(HeldSource.Pipeline);
        await rig.StartAsync();
        source.Let(30);
        var accepted = await Task.WhenAll(Enumerable.Range(0, 30).Select(n => rig.AcceptAsync(job, $"k{n}", Vars(n))));
        foreach (var run in accepted)
        {
            await rig.EndOfAsync(run.RunId);
        }

        await rig.CloseAsync();
        var order = accepted.Select((run, n) => (run.RunId, n)).OrderBy(run => run.RunId).Select(run => run.n);
        Assert.Equal(order, source.Asked);
        Assert.Equal(1, source.InsideMost);
    }

    [Fact]
    public async Task A_job_runs_as_many_at_once_as_its_spec_says_and_no_more_than_the_node_may()
    {
        var rig = new RunnerRig(Database, options: new RunsOptions { ConcurrentMax = 3, StopGrace = TimeSpan.Zero });
        var source = new HeldSource(rig.Http);
        var two = await rig.AddJobAsync(HeldSource.Pipeline, maxConcurrentRuns: 2);
        await rig.StartAsync();
        for (var n = 0; n < 6; n++)
        {
            await rig.AcceptAsync(two, $"k{n}", Vars(n));
        }

        await RunnerRig.UntilAsync(() => source.Inside == 2, "two runs of the job should go at once");
        var ten = await rig.AddJobAsync(HeldSource.Pipeline, maxConcurrentRuns: 10);
        for (var n = 10; n < 20; n++)
        {
            await rig.AcceptAsync(ten, $"k{n}", Vars(n));
        }

        await RunnerRig.UntilAsync(() => source.Inside == 3, "the second job should use what is free");
        source.Let(16);
        await RunnerRig.UntilAsync(async () => await rig.OpenCountAsync() == 0, "all runs should end");
        await rig.CloseAsync();
        Assert.Equal(3, source.InsideMost);
        Assert.Equal(16, source.Asked.Distinct().Count());
        Assert.Equal(16, source.Asked.Count);
    }

    [Fact]
    public async Task A_quiet_job_does_not_wait_behind_a_flooded_one()
    {
        var rig = new RunnerRig(Database, options: new RunsOptions { ConcurrentMax = 1, StopGrace = TimeSpan.Zero });
        var source = new HeldSource(rig.Http);
        var flooded = await rig.AddJobAsync(HeldSource.Pipeline, maxConcurrentRuns: 10);
        var quiet = await rig.AddJobAsync(HeldSource.Pipeline);
        await rig.StartAsync();

        // Once a lane is claimed it stays so.
        source.Let(1);
        await rig.EndOfAsync((await rig.AcceptAsync(quiet, "before", Vars(999))).RunId);
        await rig.Inbox.AcceptAsync([.. Enumerable.Range(0, 200).Select(n => new Trigger(flooded.Id, TriggerKind.Log, $"k{n}", Vars(n)))], Token);
        await RunnerRig.UntilAsync(() => source.Inside == 1, "the flooded job should run");
        await rig.AcceptAsync(quiet, "only", Vars(1000));
        source.Let(3);
        await RunnerRig.UntilAsync(() => source.Asked.Count >= 5, "runs should go on");
        Assert.Contains(1000, source.Asked.Take(5));
        await rig.CloseAsync();
    }

    [Fact]
    public async Task What_a_lane_does_not_hold_in_memory_is_loaded_in_order()
    {
        var rig = new RunnerRig(Database, options: new RunsOptions { ConcurrentMax = 2, LaneQueueMax = 5, StopGrace = TimeSpan.Zero });
        var source = new HeldSource(rig.Http);
        var job = await rig.AddJobAsync(HeldSource.Pipeline);
        await rig.StartAsync();
        await rig.Inbox.AcceptAsync([.. Enumerable.Range(0, 450).Select(n => new Trigger(job.Id, TriggerKind.Log, $"k{n}", Vars(n)))], Token);
        source.Let(500);
        for (var n = 450; n < 500; n++)
        {
            await rig.AcceptAsync(job, $"k{n}", Vars(n));
        }

        await RunnerRig.UntilAsync(async () => await rig.OpenCountAsync() == 0, "all runs should end");
        await rig.CloseAsync();
        Assert.Equal(Enumerable.Range(0, 500), source.Asked);
        Assert.Equal(500, (await rig.HistoryAsync(job)).Count);
    }

    [Fact]
    public async Task Accepted_and_running_runs_are_taken_up_again_in_order_after_a_crash()
    {
        var rig = new RunnerRig(Database);
        var source = new HeldSource(rig.Http);
        var job = await rig.AddJobAsync(HeldSource.Pipeline);
        await rig.StartAsync();
        for (var n = 0; n < 5; n++)
        {
            await rig.AcceptAsync(job, $"k{n}", Vars(n));
        }

        source.Let(1);
        await RunnerRig.UntilAsync(() => source.Asked.Count == 2, "the second run should be under way");
        await RunnerRig.UntilAsync(() => rig.Ended.Count == 1, "the first run should have ended");
        await rig.CloseAsync();
        Assert.Equal(4, await rig.OpenCountAsync());

        await Test.ReopenAsync();
        var again = new RunnerRig(Database).With(job);
        var sourceAgain = new HeldSource(again.Http);
        sourceAgain.Let(10);
        await again.Lease.StartAsync(Token);
        await again.Journal.StartAsync(Token);
        // A trigger that comes before the runner has started stands behind what waits.
        var late = await again.AcceptAsync(job, "late", Vars(5));
        await again.Runner.StartAsync(Token);
        await again.EndOfAsync(late.RunId);
        await again.CloseAsync();
        Assert.Equal([1, 2, 3, 4, 5], sourceAgain.Asked);
        Assert.Equal(6, (await again.HistoryAsync(job)).Count);
        Assert.All(await again.HistoryAsync(job), run => Assert.Equal(RunStatus.Completed, run.State));
    }

    [Fact]
    public async Task Runs_of_a_deleted_job_end_as_cancelled_with_the_reason()
    {
        var rig = new RunnerRig(Database);
        var source = new HeldSource(rig.Http);
        var job = await rig.AddJobAsync(HeldSource.Pipeline);
        await rig.StartAsync();
        var accepted = new List<AcceptedRun>();
        for (var n = 0; n < 3; n++)
        {
            accepted.Add(await rig.AcceptAsync(job, $"k{n}", Vars(n)));
        }

        await RunnerRig.UntilAsync(() => source.Inside == 1, "the first run should be under way");
        await rig.DeleteJobAsync(job);
        source.Let(1);
        Assert.Equal(RunStatus.Completed, (await rig.EndOfAsync(accepted[0].RunId)).State);
        foreach (var run in accepted.Skip(1))
        {
            var end = await rig.EndOfAsync(run.RunId);
            Assert.Equal(RunStatus.Cancelled, end.State);
            Assert.Contains("was deleted before the run ended", end.Record, StringComparison.Ordinal);
        }

        await rig.CloseAsync();
        Assert.Equal([0], source.Asked);
    }

    [Fact]
    public async Task Runs_of_a_job_that_was_deleted_while_the_node_was_down_end_as_cancelled()
    {
        var (job, runId) = await AcceptWithoutRunningAsync();
        var rig = new RunnerRig(Database);
        await rig.DeleteJobAsync(job);
        await rig.StartAsync();
        Assert.Equal(RunStatus.Cancelled, (await rig.EndOfAsync(runId)).State);
        await rig.CloseAsync();
    }

    [Fact]
    public async Task Runs_of_a_job_that_is_stored_but_could_not_be_loaded_wait_for_the_next_start()
    {
        var (job, runId) = await AcceptWithoutRunningAsync();
        var without = new RunnerRig(Database);
        await without.StartAsync();
        without.Runner.Resume(new OpenRun { Id = runId, JobId = job.Id, State = RunStatus.Ready });
        await without.CloseAsync();
        Assert.Equal(RunStatus.Accepted, (await without.OpenAsync(runId))!.State);

        var rig = new RunnerRig(Database).With(job);
        await rig.StartAsync();
        Assert.Equal(RunStatus.Completed, (await rig.EndOfAsync(runId)).State);
        await rig.CloseAsync();
    }

    [Fact]
    public async Task A_stop_lets_running_runs_end_within_their_grace_and_starts_no_more()
    {
        var rig = new RunnerRig(Database, options: new RunsOptions { ConcurrentMax = 2, StopGrace = RunnerRig.Patience });
        var source = new HeldSource(rig.Http);
        var job = await rig.AddJobAsync(HeldSource.Pipeline);
        await rig.StartAsync();
        var first = await rig.AcceptAsync(job, "k0", Vars(0));
        var second = await rig.AcceptAsync(job, "k1", Vars(1));
        await RunnerRig.UntilAsync(() => source.Inside == 1, "the first run should be under way");
        var closing = rig.CloseAsync();
        Assert.False(closing.IsCompleted);
        source.Let(2);
        await closing;
        Assert.Equal(RunStatus.Completed, (await rig.EndOfAsync(first.RunId)).State);
        Assert.Equal([0], source.Asked);
        Assert.Equal(RunStatus.Accepted, (await rig.OpenAsync(second.RunId))!.State);
    }

    [Fact]
    public async Task A_stop_leaves_runs_that_do_not_end_within_their_grace_for_the_next_start()
    {
        var rig = new RunnerRig(Database, options: new RunsOptions { ConcurrentMax = 2, StopGrace = TimeSpan.FromMilliseconds(50) });
        var source = new HeldSource(rig.Http);
        var job = await rig.AddJobAsync(HeldSource.Pipeline);
        await rig.StartAsync();
        var run = await rig.AcceptAsync(job, "k0", Vars(0));
        await RunnerRig.UntilAsync(() => source.Inside == 1, "the run should be under way");
        await rig.CloseAsync();
        Assert.Equal(RunStatus.Accepted, (await rig.OpenAsync(run.RunId))!.State);
        Assert.Empty(await rig.HistoryAsync(job));
    }

    private static PipelineValue Vars(int n) => PipelineValue.Map(("jobRun", PipelineValue.Map(("n", PipelineValue.Of(n)))));

    private async Task<(Job Job, long RunId)> AcceptWithoutRunningAsync()
    {
        var rig = new RunnerRig(Database);
        var job = await rig.AddJobAsync(Computing);
        await rig.Journal.StartAsync(Token);
        var accepted = await rig.AcceptAsync(job, "key");
        await rig.Journal.CloseAsync();
        return (job, accepted.RunId);
    }
}

