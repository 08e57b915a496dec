using Node.Core.Storage;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Runs;
using Node.Jobs.Specs;
using Node.Jobs.Tests.Runs;
using Xunit;

namespace Node.Jobs.Tests.Running;

/// <summary>Runs that come out of the database and not straight from their acceptance: they may have ended meanwhile, or go already.</summary>
public abstract class LoadedRunsSuite(EngineKind engine) : DatabaseSuite(engine)
{
    [Fact]
    public async Task A_run_that_was_cancelled_after_it_was_read_from_the_database_is_not_executed()
    {
        var rig = new RunnerRig(Database, options: new RunsOptions { ConcurrentMax = 2, LaneQueueMax = 1, StopGrace = TimeSpan.Zero });
        var (source, job) = await StartAsync(rig);
        var runs = await AcceptAsync(rig, job, 4);
        source.Let(2);

        // The third goes, the fourth was read together with it.
        await RunnerRig.UntilAsync(() => source.Asked.Count == 3, "the third run should be under way");
        await Database.WriteAsync(session => rig.OpenRuns.TakeOutAsync(session, runs[3].RunId, null), Token);
        source.Let(10);
        await rig.EndOfAsync(runs[2].RunId);
        await rig.EndOfAsync((await rig.AcceptAsync(job, "k4", Vars(4))).RunId);
        Assert.Equal([0, 1, 2, 4], source.Asked);
        await rig.CloseAsync();
    }

    [Fact]
    public async Task A_lane_that_begins_anew_executes_nothing_that_is_under_way_here_or_whose_end_is_not_stored_yet()
    {
        var rig = new RunnerRig(Database);
        var (source, job) = await StartAsync(rig, maxConcurrentRuns: 3);
        var runs = await AcceptAsync(rig, job, 2);
        await RunnerRig.UntilAsync(() => source.Inside == 2, "both runs should be under way");
        rig.Lanes.Reload([job.Id]);
        await rig.AcceptAsync(job, "k2", Vars(2));
        await RunnerRig.UntilAsync(() => source.Inside == 3, "the third run should be under way");
        Assert.Equal([0, 1, 2], source.Asked.Order());

        await using (await HeldRuns.BeginAsync(Database))
        {
            source.Let(1);
            await RunnerRig.UntilAsync(() => source.Inside == 2, "a run should end");
            rig.Lanes.Reload([job.Id]);
        }

        await RunnerRig.UntilAsync(async () => await rig.OpenCountAsync() == 2, "its end should be stored");
        await rig.AcceptAsync(job, "k3", Vars(3));
        await RunnerRig.UntilAsync(() => source.Inside == 3, "the fourth run should be under way");
        Assert.Equal([0, 1, 2, 3], source.Asked.Order());
        source.Let(10);
        await RunnerRig.UntilAsync(async () => await rig.OpenCountAsync() == 0, "all runs should end");
        Assert.Equal([0, 1, 2, 3], source.Asked.Order());
        Assert.Equal(0, rig.Running.Count);
        await rig.CloseAsync();
    }

    [Fact]
    public async Task What_was_under_way_when_the_right_was_lost_begins_again_under_the_new_one()
    {
        var rig = new RunnerRig(Database);
        var (source, job) = await StartAsync(rig);
        var runs = await AcceptAsync(rig, job, 2);
        await RunnerRig.UntilAsync(() => source.Inside == 1, "the first run should be under way");
        var number = rig.Lease.InstanceId;
        rig.Lease.OnRefused(number);
        await RunnerRig.UntilAsync(() => source.Asked.Count == 2, "the first run should begin again");
        Assert.True(rig.Lease.InstanceId > number);
        source.Let(10);
        foreach (var run in runs)
        {
            Assert.Equal(RunStatus.Completed, (await rig.EndOfAsync(run.RunId)).State);
        }

        Assert.Equal([0, 0, 1], source.Asked);
        Assert.Equal(2, (await rig.HistoryAsync(job)).Count);
        await rig.CloseAsync();
    }

    private protected static PipelineValue Vars(int n) => PipelineValue.Map(("jobRun", PipelineValue.Map(("n", PipelineValue.Of(n)))));

    private static async Task<(HeldSource Source, Job Job)> StartAsync(RunnerRig rig, int maxConcurrentRuns = 1)
    {
        var source = new HeldSource(rig.Http);
        var job = await rig.AddJobAsync(HeldSource.Pipeline, maxConcurrentRuns);
        await rig.StartAsync();
        return (source, job);
    }

    private static async Task<IReadOnlyList<AcceptedRun>> AcceptAsync(RunnerRig rig, Job job, int count)
    {
        var runs = new List<AcceptedRun>();
        for (var n = 0; n < count; n++)
        {
            runs.Add(await rig.AcceptAsync(job, $"k{n}", Vars(n)));
        }

        return runs;
    }
}
