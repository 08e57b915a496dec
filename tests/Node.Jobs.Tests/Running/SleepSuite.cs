using Node.Core.Storage;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Runs;
using Node.Jobs.Tests.Runs;
using Xunit;

namespace Node.Jobs.Tests.Running;

/// <summary>A run that sleeps holds nobody up, and goes on at its instant whatever happened meanwhile.</summary>
public abstract class SleepSuite(EngineKind engine) : DatabaseSuite(engine)
{
    private const string Sleeper = """
        before [type=memo value=7]
        nap [type=v1sleep until="$(jobRun.until)"]
        after [type=multiply input="$(before)" times=6]
        before -> nap -> after
        """;

    [Fact]
    public async Task More_sleepers_than_places_do_not_stop_the_node()
    {
        var rig = new RunnerRig(Database, options: new RunsOptions { ConcurrentMax = 64, StopGrace = TimeSpan.Zero });
        var sleeper = await rig.AddJobAsync(Sleeper);
        var other = await rig.AddJobAsync("""price [type=memo value="1.5"]""");
        await rig.StartAsync();
        await rig.Inbox.AcceptAsync([.. Enumerable.Range(0, 70).Select(n => new Trigger(sleeper.Id, TriggerKind.Log, $"s{n}", Until(TimeSpan.FromHours(1))))], Token);

        await RunnerRig.UntilAsync(async () => (await StatesAsync(rig)).All(state => state == RunStatus.Suspended), "all should sleep");
        await rig.EndOfAsync((await rig.AcceptAsync(other, "k")).RunId);

        Assert.Equal(70, await rig.OpenCountAsync());
        await rig.CloseAsync();
    }

    [Fact]
    public async Task A_sleeper_goes_on_at_its_instant_and_not_before()
    {
        var rig = new RunnerRig(Database);
        var job = await rig.AddJobAsync(Sleeper);
        await rig.StartAsync();
        var until = TimeProvider.System.GetUtcNow() + TimeSpan.FromMilliseconds(1500);
        var run = await rig.AcceptAsync(job, "k", Vars(until));
        await rig.UntilSuspendedAsync(run.RunId);

        var end = await rig.EndOfAsync(run.RunId);

        var record = RunnerRig.RecordOf(end);
        Assert.Equal((RunStatus.Completed, PipelineValue.Of(42)), (end.State, record.Outputs[0]));
        Assert.True(end.FinishedAt >= UtcMicros.Truncate(until), $"{end.FinishedAt:o} is before {until:o}");
        Assert.Empty(await rig.WaitsAsync(run.RunId));
        await rig.CloseAsync();
    }

    [Fact]
    public async Task A_sleeper_whose_instant_passes_while_the_node_is_down_goes_on_after_the_start()
    {
        var rig = new RunnerRig(Database);
        var job = await rig.AddJobAsync(Sleeper);
        await rig.StartAsync();
        var run = await rig.AcceptAsync(job, "k", Until(TimeSpan.FromSeconds(1)));
        await rig.UntilSuspendedAsync(run.RunId);
        await rig.CloseAsync();

        var next = new RunnerRig(Database).With(job);
        await next.StartAsync();
        Assert.Equal(RunStatus.Completed, (await next.EndOfAsync(run.RunId)).State);
        await next.CloseAsync();
    }

    [Fact]
    public async Task A_sleeper_that_is_cancelled_does_not_wake()
    {
        var rig = new RunnerRig(Database);
        var job = await rig.AddJobAsync(Sleeper);
        await rig.StartAsync();
        var run = await rig.AcceptAsync(job, "k", Until(TimeSpan.FromMilliseconds(500)));
        await rig.UntilSuspendedAsync(run.RunId);
        await rig.Cancel.CancelAsync(run.RunId, "no need", Token);
        var other = await rig.AcceptAsync(job, "l", Until(TimeSpan.FromMilliseconds(1500)));
        await rig.EndOfAsync(other.RunId);
        Assert.Equal([RunStatus.Cancelled, RunStatus.Completed], (await rig.HistoryAsync(job)).OrderBy(row => row.Id).Select(row => row.State));
        await rig.CloseAsync();
    }

    private static PipelineValue Until(TimeSpan later) => Vars(TimeProvider.System.GetUtcNow() + later);

    private static PipelineValue Vars(DateTimeOffset until) => PipelineValue.Map(("jobRun", PipelineValue.Map(("until", PipelineValue.Of(until.ToString("O"))))));

    private async Task<IReadOnlyList<RunStatus>> StatesAsync(RunnerRig rig) =>
        [.. (await rig.Reader.ListAsync(RunFilter.All, null, 200, Token)).Runs.Select(run => run.State)];
}
