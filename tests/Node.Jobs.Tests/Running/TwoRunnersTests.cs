using Microsoft.Extensions.Time.Testing;
using Node.Core.Storage;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Running;
using Node.Jobs.Runs;
using Node.Jobs.Specs;
using Node.Jobs.Tests.Runs;
using Xunit;

namespace Node.Jobs.Tests.Running;

/// <summary>Two processes on one PostgreSQL: each run is executed to one result, in order, whoever dies or sleeps.</summary>
public sealed class TwoRunnersTests() : DatabaseSuite(EngineKind.Postgres)
{
    [Fact]
    public async Task Runs_of_a_job_that_two_processes_accept_are_executed_by_one_in_order()
    {
        var (a, job) = await FirstAsync();
        var b = new RunnerRig(Database).With(job);
        var (sourceA, sourceB) = (Free(a), Free(b));
        await a.StartAsync();
        await b.StartAsync();
        var accepted = new List<(long RunId, int N)>();
        for (var n = 0; n < 40; n++)
        {
            accepted.Add(((await (n % 3 == 0 ? b : a).AcceptAsync(job, $"k{n}", Vars(n))).RunId, n));
        }

        await RunnerRig.UntilAsync(async () => await a.OpenCountAsync() == 0, "all runs should end");
        Assert.Equal(Enumerable.Range(0, 40), accepted.OrderBy(run => run.RunId).Select(run => run.N));
        Assert.True(sourceA.Asked.Count == 0 || sourceB.Asked.Count == 0, "one process has the lane");
        Assert.Equal(Enumerable.Range(0, 40), sourceA.Asked.Concat(sourceB.Asked));
        Assert.Equal(40, (await a.HistoryAsync(job)).Count);
        await a.CloseAsync();
        await b.CloseAsync();
    }

    [Fact]
    public async Task A_process_that_stops_hands_over_at_once_and_what_it_accepted_goes_on_elsewhere()
    {
        var (a, job) = await FirstAsync(new RunsOptions { ConcurrentMax = 2, StopGrace = TimeSpan.Zero, LeaseTime = TimeSpan.FromHours(1) });
        var held = new HeldSource(a.Http);
        var b = new RunnerRig(Database).With(job);
        var source = Free(b);
        await a.StartAsync();
        await b.StartAsync();
        for (var n = 0; n < 5; n++)
        {
            await a.AcceptAsync(job, $"k{n}", Vars(n));
        }

        await RunnerRig.UntilAsync(() => held.Inside == 1, "the first run should be under way");
        await a.CloseAsync();
        await RunnerRig.UntilAsync(async () => await b.OpenCountAsync() == 0, "the other process should take over");
        Assert.Equal(Enumerable.Range(0, 5), source.Asked);
        await b.CloseAsync();
    }

    [Fact]
    public async Task What_a_process_writes_after_its_lease_was_taken_over_is_refused_and_it_goes_on_under_a_new_number()
    {
        // The first process renews nothing: its clock stands still, as if it were paused.
        var (a, job) = await FirstAsync(leaseTime: new FakeTimeProvider());
        var held = new HeldSource(a.Http);
        await a.StartAsync();
        var number = a.Lease.InstanceId;
        var first = await a.AcceptAsync(job, "k0", Vars(0));
        var second = await a.AcceptAsync(job, "k1", Vars(1));
        await RunnerRig.UntilAsync(() => held.Inside == 1, "the first run should be under way");

        var b = new RunnerRig(Database).With(job);
        b.Http.Answer(HeldSource.Url, "5");
        await b.StartAsync();
        await RunnerRig.UntilAsync(async () => await b.OpenCountAsync() == 0, "the other process should take over when the lease is over");

        held.Let(2);
        await RunnerRig.UntilAsync(() => a.Lease.InstanceId > number, "the first should notice and register again");
        Assert.Empty(a.Ended);
        foreach (var run in await b.HistoryAsync(job))
        {
            Assert.Equal(PipelineValue.Of(10), RunnerRig.RecordOf(run).Tasks[^1].Result.Value);
        }

        // What it accepts from here is executed by whoever has the lane.
        var third = await a.AcceptAsync(job, "k2", Vars(2));
        await b.EndOfAsync(third.RunId);
        Assert.Equal([first.RunId, second.RunId, third.RunId], b.Ended);
        await a.CloseAsync();
        await b.CloseAsync();
    }

    [Fact]
    public async Task A_run_made_ready_by_one_process_goes_on_in_the_one_that_has_its_lane()
    {
        var chain = new TestChain();
        await TestChain.CreateTableAsync(Database);
        var a = new RunnerRig(Database, chain);
        var job = await a.AddJobAsync("""send [type=ethtx to="0x5FbDB2315678afecb367f032d93F642f64180aa3" data="0x01" minConfirmations=2]""");
        var b = new RunnerRig(Database, chain).With(job);
        await a.StartAsync();
        await b.StartAsync();
        var run = await a.AcceptAsync(job, "k0");
        await a.UntilSuspendedAsync(run.RunId);
        await b.ReportAsync(TestChain.Report(Node.Jobs.Running.RunEffects.OriginOf(run.RunId, "send")));
        Assert.Equal(RunStatus.Completed, (await a.EndOfAsync(run.RunId)).State);
        await a.CloseAsync();
        await b.CloseAsync();
    }

    [Fact]
    public async Task A_run_that_one_process_cancels_stops_in_the_one_that_executes_it_and_the_next_one_goes_on()
    {
        var (a, job) = await FirstAsync();
        var source = new HeldSource(a.Http);
        var b = new RunnerRig(Database).With(job);
        await a.StartAsync();
        await b.StartAsync();
        var first = await a.AcceptAsync(job, "k0", Vars(0));
        var second = await a.AcceptAsync(job, "k1", Vars(1));
        await RunnerRig.UntilAsync(() => source.Inside == 1, "the first run should be under way");
        Assert.Equal(RunCancelOutcome.Cancelled, await b.Cancel.CancelAsync(first.RunId, "not needed", Token));
        await RunnerRig.UntilAsync(() => source is { Asked.Count: 2, Inside: 1 }, "the first run should stop and the second one start");
        source.Let(1);
        Assert.Equal(RunStatus.Completed, (await a.EndOfAsync(second.RunId)).State);
        Assert.Equal([0, 1], source.Asked);
        Assert.Equal(RunStatus.Cancelled, (await a.HistoryAsync(job)).Single(run => run.Id == first.RunId).State);
        Assert.DoesNotContain(first.RunId, a.Ended);
        Assert.Empty(a.Errors.All);
        await a.CloseAsync();
        await b.CloseAsync();
    }

    [Fact]
    public async Task A_run_of_a_job_that_another_process_just_stored_asks_for_it_and_is_executed()
    {
        var (a, job) = await FirstAsync();
        var b = new RunnerRig(Database);
        var source = Free(b);
        var asked = 0;
        b.Jobs.AttachRefresh(_ =>
        {
            asked++;
            b.With(job);
            return Task.CompletedTask;
        });
        await b.StartAsync();
        var first = await b.AcceptAsync(job, "k0", Vars(0));
        var second = await b.AcceptAsync(job, "k1", Vars(1));
        Assert.Equal(RunStatus.Completed, (await b.EndOfAsync(first.RunId)).State);
        Assert.Equal(RunStatus.Completed, (await b.EndOfAsync(second.RunId)).State);
        Assert.Equal([0, 1], source.Asked);
        Assert.Equal(1, asked);
        await b.CloseAsync();
        Assert.NotNull(a.Jobs.Find(job.Id));
    }

    private static PipelineValue Vars(int n) => PipelineValue.Map(("jobRun", PipelineValue.Map(("n", PipelineValue.Of(n)))));

    private static HeldSource Free(RunnerRig rig)
    {
        var source = new HeldSource(rig.Http);
        source.Let(10_000);
        return source;
    }

    private async Task<(RunnerRig Rig, Job Job)> FirstAsync(RunsOptions? options = null, TimeProvider? leaseTime = null)
    {
        var rig = new RunnerRig(Database, options: options, leaseTime: leaseTime);
        return (rig, await rig.AddJobAsync(HeldSource.Pipeline));
    }
}
