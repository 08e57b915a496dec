using Node.Core.Storage;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Runs;
using Node.Jobs.Specs;
using Node.Jobs.Tests.Runs;
using Xunit;

namespace Node.Jobs.Tests.Running;

/// <summary>How many runs of a job may be open, how long, and how many are executed where they come in.</summary>
public abstract class RunLimitsSuite(EngineKind engine) : DatabaseSuite(engine)
{
    private const string Doubles = "out [type=multiply input=\"$(jobRun.n)\" times=2]";

    [Fact]
    public async Task A_trigger_beyond_OpenMax_is_refused_with_advice_until_runs_have_ended_and_other_jobs_go_on()
    {
        var rig = new RunnerRig(Database, options: new RunsOptions { ConcurrentMax = 4, StopGrace = TimeSpan.Zero, OpenMax = 3 });
        var source = new HeldSource(rig.Http);
        var (slow, other) = (await rig.AddJobAsync(HeldSource.Pipeline), await rig.AddJobAsync(Doubles));
        await rig.StartAsync();
        for (var n = 0; n < 3; n++)
        {
            await rig.AcceptAsync(slow, $"k{n}", Vars(n));
        }

        var refused = await Assert.ThrowsAsync<RunsFullException>(() => rig.AcceptAsync(slow, "k3", Vars(3)));
        Assert.Contains($"job {slow.Id} has as many open runs as Runs.OpenMax allows, 3", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RunsFullException>(() => rig.Inbox.AcceptAsync([TriggerOf(slow, "k3"), TriggerOf(slow, "k4")], Token));
        Assert.False((await rig.AcceptAsync(slow, "k1", Vars(1))).IsNew);
        for (var n = 0; n < 20; n++)
        {
            await rig.EndOfAsync((await rig.AcceptAsync(other, $"o{n}", Vars(n))).RunId);
        }

        Assert.Equal(3, await rig.OpenCountAsync());
        source.Let(10);
        AcceptedRun? late = null;
        await RunnerRig.UntilAsync(
            async () =>
            {
                try
                {
                    late = await rig.AcceptAsync(slow, "k3", Vars(3));
                    return true;
                }
                catch (RunsFullException)
                {
                    return false;
                }
            },
            "there should be room again");
        Assert.True(late!.Value.IsNew);
        await rig.EndOfAsync(late.Value.RunId);
        await rig.CloseAsync();
    }

    [Fact]
    public async Task Runs_that_were_open_before_a_start_count_too()
    {
        var options = new RunsOptions { ConcurrentMax = 4, StopGrace = TimeSpan.Zero, OpenMax = 3 };
        var rig = new RunnerRig(Database, options: options);
        _ = new HeldSource(rig.Http);
        var job = await rig.AddJobAsync(HeldSource.Pipeline);
        await rig.StartAsync();
        await rig.Inbox.AcceptAsync([TriggerOf(job, "a"), TriggerOf(job, "b"), TriggerOf(job, "c")], Token);
        await rig.CloseAsync();

        var next = new RunnerRig(Database, options: options).With(job);
        _ = new HeldSource(next.Http);
        await next.StartAsync();
        await Assert.ThrowsAsync<RunsFullException>(() => next.AcceptAsync(job, "d", Vars(4)));
        await next.CloseAsync();
    }

    [Fact]
    public async Task A_run_that_is_open_longer_than_AgeMax_ends_errored_whatever_it_waits_for()
    {
        var rig = new RunnerRig(Database, options: new RunsOptions
        {
            ConcurrentMax = 2,
            StopGrace = TimeSpan.Zero,
            SuspendedAgeMax = TimeSpan.FromSeconds(2),
            AgeMax = TimeSpan.FromSeconds(2),
        });
        var source = new HeldSource(rig.Http);
        var (held, busy) = (await rig.AddJobAsync(Doubles), await rig.AddJobAsync(HeldSource.Pipeline));

        // Stored, and not loaded: its runs are held.
        rig.Jobs.Remove(held);
        await rig.StartAsync();
        var first = await rig.AcceptAsync(held, "h", Vars(1));
        var going = await rig.AcceptAsync(busy, "g", Vars(2));
        await RunnerRig.UntilAsync(() => source.Inside == 1, "the other run should be under way");

        await RunnerRig.UntilAsync(async () => await rig.OpenCountAsync() == 0, "both should end");
        foreach (var (job, run) in new[] { (held, first), (busy, going) })
        {
            var end = Assert.Single(await rig.HistoryAsync(job));
            Assert.Equal((run.RunId, RunStatus.Errored), (end.Id, end.State));
            Assert.Contains("was open longer than 00:00:02 (Runs.AgeMax)", RunnerRig.RecordOf(end).Reason, StringComparison.Ordinal);
        }

        await RunnerRig.UntilAsync(() => source.Inside == 0 && rig.Running.Count == 0, "the run under way should be given up");
        Assert.Equal(2, rig.Errors.All.Count);
        await rig.CloseAsync();
    }

    [Fact]
    public async Task At_most_ConcurrentMax_runs_are_executed_where_they_come_in_and_the_others_wait_in_their_lanes()
    {
        var rig = new RunnerRig(Database, options: new RunsOptions { ConcurrentMax = 2, StopGrace = TimeSpan.Zero });
        var jobs = new List<Job>();
        for (var i = 0; i < 3; i++)
        {
            jobs.Add(await rig.AddJobAsync(Doubles));
        }

        await rig.StartAsync();
        foreach (var job in jobs)
        {
            // The lane is this process's once a run has gone through it.
            await rig.EndOfAsync((await rig.AcceptAsync(job, "first", Vars(1))).RunId);
            await RunnerRig.UntilAsync(
                async () =>
                {
                    using var tried = await rig.Early.TryExecuteAsync(RunOf(job), Token);
                    return tried is not null;
                },
                "the lane should be free");
        }

        using var one = await rig.Early.TryExecuteAsync(RunOf(jobs[0]), Token);
        using (await rig.Early.TryExecuteAsync(RunOf(jobs[1]), Token))
        {
            Assert.NotNull(one);
            Assert.Null(await rig.Early.TryExecuteAsync(RunOf(jobs[2]), Token));
            await rig.EndOfAsync((await rig.AcceptAsync(jobs[2], "by-the-lane", Vars(1))).RunId);
        }

        using var free = await rig.Early.TryExecuteAsync(RunOf(jobs[2]), Token);
        Assert.NotNull(free);
        await rig.CloseAsync();
    }

    private static PipelineValue Vars(int n) => PipelineValue.Map(("jobRun", PipelineValue.Map(("n", PipelineValue.Of(n)))));

    private static Trigger TriggerOf(Job job, string key) => new(job.Id, TriggerKind.Log, key, Vars(1));

    private static OpenRun RunOf(Job job) => new() { JobId = job.Id, JobVersion = job.Version, TriggerKey = "k", Vars = StoredValue.Write(Vars(1)) };
}
