using Node.Core.Storage;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Running;
using Node.Jobs.Runs;
using Node.Jobs.Specs;
using Node.Jobs.Tests.Runs;
using Xunit;

namespace Node.Jobs.Tests.Running;

/// <summary>Runs that end before their time: cancelled, too long suspended, or of a job that is gone.</summary>
public abstract class RunCancelSuite(EngineKind engine) : DatabaseSuite(engine)
{
    private const string Sending = """send [type=ethtx to="0x5FbDB2315678afecb367f032d93F642f64180aa3" data="0x01" minConfirmations=2]""";

    [Fact]
    public async Task A_running_and_an_accepted_run_end_as_cancelled_and_the_next_one_goes_on()
    {
        var rig = new RunnerRig(Database);
        var source = new HeldSource(rig.Http);
        var job = await rig.AddJobAsync(HeldSource.Pipeline);
        await rig.StartAsync();
        var runs = new List<AcceptedRun>();
        for (var n = 0; n < 3; n++)
        {
            runs.Add(await rig.AcceptAsync(job, $"k{n}", Vars(n)));
        }

        await RunnerRig.UntilAsync(() => source.Inside == 1, "the first run should be under way");
        Assert.Equal(RunStatus.Running, (await rig.Reader.FindAsync(runs[0].RunId, Token))!.State);
        Assert.Equal(
            [RunStatus.Accepted, RunStatus.Accepted, RunStatus.Running], (await rig.Reader.ListAsync(RunFilter.All with { JobId = job.Id }, null, 10, Token)).Runs.Select(run => run.State));
        Assert.Equal(RunCancelOutcome.Cancelled, await rig.Cancel.CancelAsync(runs[1].RunId, "not needed", Token));
        Assert.Equal(RunCancelOutcome.Cancelled, await rig.Cancel.CancelAsync(runs[0].RunId, "takes too long", Token));
        await RunnerRig.UntilAsync(() => source is { Asked.Count: 2, Inside: 1 }, "the third run should be under way");
        source.Let(1);
        var end = await rig.EndOfAsync(runs[2].RunId);
        Assert.True(end.State == RunStatus.Completed, end.Record);
        Assert.Equal([0, 2], source.Asked);

        var history = (await rig.HistoryAsync(job)).OrderBy(run => run.Id).ToList();
        Assert.Equal([RunStatus.Cancelled, RunStatus.Cancelled, RunStatus.Completed], history.Select(run => run.State));
        Assert.Contains("takes too long", history[0].Record, StringComparison.Ordinal);
        Assert.Equal(RunCancelOutcome.HadEnded, await rig.Cancel.CancelAsync(runs[0].RunId, "again", Token));
        Assert.Equal(RunCancelOutcome.NotFound, await rig.Cancel.CancelAsync(4711, "nobody", Token));
        Assert.Equal(0, rig.Running.Count);
        await rig.CloseAsync();
    }

    [Fact]
    public async Task A_suspended_run_ends_as_cancelled_and_its_report_changes_nothing()
    {
        var (rig, job, runId) = await SuspendAsync(new RunsOptions { ConcurrentMax = 2, StopGrace = TimeSpan.Zero });
        Assert.Equal(RunCancelOutcome.Cancelled, await rig.Cancel.CancelAsync(runId, "changed my mind", Token));
        await rig.ReportAsync(TestChain.Report(RunEffects.OriginOf(runId, "send")));
        Assert.Empty(await rig.WaitsAsync(runId));
        Assert.Equal(RunStatus.Cancelled, Assert.Single(await rig.HistoryAsync(job)).State);
        await rig.CloseAsync();
        Assert.Equal(0, await rig.OpenCountAsync());
    }

    [Fact]
    public async Task A_run_that_is_suspended_longer_than_it_may_ends_errored_with_a_sentence_that_says_so()
    {
        var (rig, job, runId) = await SuspendAsync(new RunsOptions { ConcurrentMax = 2, StopGrace = TimeSpan.Zero, SuspendedAgeMax = TimeSpan.FromMilliseconds(500) });
        await RunnerRig.UntilAsync(async () => await rig.OpenCountAsync() == 0, "the run should end");
        var run = Assert.Single(await rig.HistoryAsync(job));
        Assert.Equal((runId, RunStatus.Errored), (run.Id, run.State));
        Assert.Contains("waited longer than 00:00:00.5000000 (Runs.SuspendedAgeMax)", run.Record, StringComparison.Ordinal);
        Assert.Empty(await rig.WaitsAsync(runId));
        await rig.CloseAsync();
    }

    [Fact]
    public async Task Suspended_runs_of_a_deleted_job_end_as_cancelled_and_its_lane_is_forgotten()
    {
        // The sweep comes ten times within the age.
        var (rig, job, _) = await SuspendAsync(new RunsOptions { ConcurrentMax = 2, StopGrace = TimeSpan.Zero, SuspendedAgeMax = TimeSpan.FromSeconds(3) });
        Assert.Equal(1, rig.Lanes.Count);
        await rig.DeleteJobAsync(job);
        await RunnerRig.UntilAsync(async () => await rig.OpenCountAsync() == 0, "the run should end");
        var run = Assert.Single(await rig.HistoryAsync(job));
        Assert.Equal(RunStatus.Cancelled, run.State);
        Assert.Contains("was deleted while the run waited", run.Record, StringComparison.Ordinal);
        await RunnerRig.UntilAsync(() => rig.Lanes.Count == 0, "the lane should be forgotten");
        await RunnerRig.UntilAsync(
            async () => await Database.ReadAsync(session => session.SingleAsync<long>("SELECT count(*) FROM run_lanes"), Token) == 0, "the claim should be given up");

        // A trigger that still comes ends as cancelled too.
        var late = await rig.AcceptAsync(job, "late");
        Assert.Equal(RunStatus.Cancelled, (await rig.EndOfAsync(late.RunId)).State);
        await rig.CloseAsync();
    }

    [Fact]
    public async Task A_busy_job_with_slow_runs_leaves_places_to_others()
    {
        var rig = new RunnerRig(Database, options: new RunsOptions { ConcurrentMax = 8, StopGrace = TimeSpan.Zero });
        var source = new HeldSource(rig.Http);
        var busy = await rig.AddJobAsync(HeldSource.Pipeline, maxConcurrentRuns: 100);
        var quiet = await rig.AddJobAsync("""price [type=memo value="1.5"]""");
        await rig.StartAsync();
        await rig.Inbox.AcceptAsync([.. Enumerable.Range(0, 50).Select(n => new Trigger(busy.Id, TriggerKind.Log, $"k{n}", Vars(n)))], Token);
        await RunnerRig.UntilAsync(() => source.Inside == 7, "the busy job should take all places but one");
        for (var n = 0; n < 5; n++)
        {
            // None of the busy job's runs ends meanwhile.
            await rig.EndOfAsync((await rig.AcceptAsync(quiet, $"q{n}")).RunId);
        }

        Assert.Equal(7, source.InsideMost);
        source.Let(50);
        await RunnerRig.UntilAsync(async () => await rig.OpenCountAsync() == 0, "all runs should end");
        Assert.Equal(Enumerable.Range(0, 50), source.Asked.Order());
        await rig.CloseAsync();
    }

    private static PipelineValue Vars(int n) => PipelineValue.Map(("jobRun", PipelineValue.Map(("n", PipelineValue.Of(n)))));

    private async Task<(RunnerRig Rig, Job Job, long RunId)> SuspendAsync(RunsOptions options)
    {
        await TestChain.CreateTableAsync(Database);
        var rig = new RunnerRig(Database, options: options);
        var job = await rig.AddJobAsync(Sending);
        await rig.StartAsync();
        var run = await rig.AcceptAsync(job, "k");
        await RunnerRig.UntilAsync(
            async () => (await rig.OpenAsync(run.RunId))?.State == RunStatus.Suspended || (await rig.HistoryAsync(job)).Count > 0, "the run should be suspended");
        return (rig, job, run.RunId);
    }
}
