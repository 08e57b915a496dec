using System.Globalization;
using Node.Core.Randomness;
using Node.Core.Storage;
using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Runs;
using Node.Jobs.Specs;
using Node.Jobs.Tests.Runs;
using Node.Testing;
using Node.Testing.Http;
using Xunit;

namespace Node.Jobs.Tests.Running;

/// <summary>Runs that only compute are executed where they come in; what is stored is as if each had been accepted first.</summary>
public abstract class EarlyRunSuite(EngineKind engine, int processes) : DatabaseSuite(engine)
{
    private const string Doubles = "out [type=multiply input=\"$(jobRun.n)\" times=2]";

    [Fact]
    public async Task A_run_that_only_computes_is_finished_when_it_is_accepted_and_takes_no_place_of_others()
    {
        var http = new FakeOutboundHttp();
        var source = new HeldSource(http);
        var rig = new RunnerRig(Database, http: http, options: new RunsOptions { ConcurrentMax = 1, StopGrace = TimeSpan.Zero });
        var computes = await rig.AddJobAsync(Doubles);
        var asks = await rig.AddJobAsync(HeldSource.Pipeline);
        await rig.StartAsync();
        await UntilOwnedAsync(rig, computes);

        // The only place is taken: whatever has to wait for its turn waits.
        var held = await AcceptAsync(rig, asks, 0);
        await RunnerRig.UntilAsync(() => source.Asked.Count > 0, "the held run should begin");
        for (var n = 1; n <= 20; n++)
        {
            var run = await AcceptAsync(rig, computes, n);
            Assert.True(run.IsNew);
            Assert.Contains(run.RunId, rig.Ended);
            Assert.Equal((2 * n).ToString(CultureInfo.InvariantCulture), ValueJson.Write(RunnerRig.RecordOf(await rig.EndOfAsync(run.RunId)).Outputs[0]!));
        }

        Assert.DoesNotContain(held.RunId, rig.Ended);
        Assert.Equal(1, await rig.OpenCountAsync());
        source.Let(1);
        await rig.EndOfAsync(held.RunId);
        await rig.CloseAsync();
    }

    [Fact]
    public async Task A_key_that_is_known_is_answered_with_its_run_and_the_second_result_is_dropped()
    {
        var rig = new RunnerRig(Database);
        var job = await rig.AddJobAsync(Doubles);
        await rig.StartAsync();
        await UntilOwnedAsync(rig, job);

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => AcceptAsync(rig, job, n: 100 + i, key: $"k{i % 3}")));

        Assert.Equal(3, answers.Count(answer => answer.IsNew));
        Assert.Equal(3, answers.Select(answer => answer.RunId).Distinct().Count());
        Assert.Equal(4, (await rig.HistoryAsync(job)).Count);
        await rig.CloseAsync();
    }

    [Fact]
    public async Task A_run_that_fails_is_stored_so_and_is_an_error_of_the_job()
    {
        var rig = new RunnerRig(Database);
        var job = await rig.AddJobAsync("out [type=divide input=\"$(jobRun.n)\" divisor=0]");
        await rig.StartAsync();
        await UntilOwnedAsync(rig, job);
        var before = rig.Errors.All.Count;

        var end = await rig.EndOfAsync((await AcceptAsync(rig, job, 1)).RunId);

        Assert.Equal(RunStatus.Errored, end.State);
        Assert.Equal(before + 1, rig.Errors.All.Count);
        await rig.CloseAsync();
    }

    [Fact]
    public async Task What_was_executed_under_a_right_that_is_lost_is_executed_again_in_its_turn()
    {
        var rig = new RunnerRig(Database);
        var job = await rig.AddJobAsync(Doubles);
        await rig.StartAsync();
        await UntilOwnedAsync(rig, job);
        var lost = rig.Lease.InstanceId;
        await Database.WriteAsync(session => rig.Instances.RemoveAsync(session, lost), TestContext.Current.CancellationToken);

        var run = await AcceptAsync(rig, job, 21);

        Assert.True(run.IsNew);
        Assert.Equal("42", ValueJson.Write(RunnerRig.RecordOf(await rig.EndOfAsync(run.RunId)).Outputs[0]!));
        Assert.NotEqual(lost, rig.Lease.InstanceId);
        Assert.Equal(2, (await rig.HistoryAsync(job)).Count);
        await rig.CloseAsync();
    }

    [Fact]
    public async Task Runs_of_a_job_are_executed_one_after_the_other_in_order_of_acceptance_however_they_come_in()
    {
        var random = SeededRandom.Fresh();
        TestContext.Current.TestOutputHelper!.WriteLine(random.ToString());
        for (var round = 0; round < TestScale.Pick(3, 60); round++)
        {
            try
            {
                await RoundAsync(random);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"{random}, round {round}: {e.Message}", e);
            }
        }
    }

    private async Task RoundAsync(SeededRandom random)
    {
        var rigs = new List<RunnerRig>();
        Job? job = null;
        for (var i = 0; i < processes; i++)
        {
            var rig = new RunnerRig(Database, options: new RunsOptions
            {
                ConcurrentMax = 1 + random.NextInt32(4),
                LaneQueueMax = 1 + random.NextInt32(6),
                JournalBatchMax = 1 + random.NextInt32(8),
                StopGrace = TimeSpan.Zero,
                LeaseTime = TimeSpan.FromSeconds(1),
            });
            job ??= await rig.AddJobAsync(Doubles);
            rigs.Add(rig.With(job));
            await rig.StartAsync();
        }

        var sending = new List<Task<IReadOnlyList<AcceptedRun>>>();
        for (var n = 0; n < 150; n++)
        {
            var rig = rigs[random.NextInt32(processes)];
            var count = random.NextInt32(6) == 0 ? 1 + random.NextInt32(4) : 0;
            sending.Add(count == 0 ? OneAsync(rig, job!, n) : rig.Inbox.AcceptAsync([.. Enumerable.Range(0, count).Select(i => TriggerOf(job!, n, $"k{n}-{i}"))], Token));
            if (random.NextInt32(20) == 0)
            {
                await Task.WhenAll(sending);
            }
        }

        var accepted = (await Task.WhenAll(sending)).SelectMany(runs => runs).ToList();
        await RunnerRig.UntilAsync(async () => await rigs[0].OpenCountAsync() == 0, "all runs should end");
        var runs = (await rigs[0].HistoryAsync(job!)).OrderBy(run => run.Id).ToList();
        Assert.Equal(accepted.Select(run => run.RunId).Order(), runs.Select(run => run.Id));
        PipelineRun? before = null;
        foreach (var run in runs)
        {
            var execution = RunnerRig.RecordOf(run);
            Assert.True(
                before is null || before.Tasks[0].FinishedAt <= execution.StartedAt,
                $"run {run.Id} began at {execution.StartedAt:O}, the one before ended at {before?.Tasks[0].FinishedAt:O}");
            before = execution;
        }

        foreach (var rig in rigs)
        {
            await rig.CloseAsync();
        }
    }

    // The first run of a job is what its lane is claimed for.
    private static async Task UntilOwnedAsync(RunnerRig rig, Job job) => await rig.EndOfAsync((await AcceptAsync(rig, job, 0, "first")).RunId);

    private static async Task<IReadOnlyList<AcceptedRun>> OneAsync(RunnerRig rig, Job job, int n) => [await Task.Run(() => AcceptAsync(rig, job, n), Token)];

    private static Task<AcceptedRun> AcceptAsync(RunnerRig rig, Job job, int n, string? key = null) =>
        rig.Inbox.AcceptAsync(TriggerOf(job, n, key ?? $"k{n}"), Token).WaitAsync(RunnerRig.Patience, Token);

    private static Trigger TriggerOf(Job job, int n, string key) =>
        new(job.Id, TriggerKind.Webhook, key, PipelineValue.Map(("jobRun", PipelineValue.Map(("n", PipelineValue.Of(n))))));
}
