using Node.Core.Storage;
using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Running;
using Node.Jobs.Runs;
using Node.Jobs.Runs.Retrying;
using Node.Jobs.Specs;
using Node.Jobs.Tests.Runs.Retention;
using Xunit;

namespace Node.Jobs.Tests.Running;

/// <summary>A run that is ended from outside keeps what is known of it: its variables, the tasks that are done, what the others waited for.</summary>
public abstract class EndedRunSuite(EngineKind engine) : CallbackWorld(engine)
{
    private static readonly PipelineValue Vars = PipelineValue.Map(("jobRun", PipelineValue.Map(("n", PipelineValue.Of(12_345)))));

    [Fact]
    public async Task A_suspended_run_that_is_cancelled_keeps_its_variables_and_its_tasks()
    {
        var (rig, job, runId) = await SuspendAsync(new RunsOptions { ConcurrentMax = 2, StopGrace = TimeSpan.Zero });

        Assert.Equal(RunCancelOutcome.Cancelled, await rig.Cancel.CancelAsync(runId, "changed my mind", Token));

        AssertKept(Assert.Single(await rig.HistoryAsync(job)), RunStatus.Cancelled, "changed my mind");
        Assert.Empty(rig.Errors.All);
        await rig.CloseAsync();
    }

    [Fact]
    public async Task A_run_that_waited_too_long_keeps_them_too_is_an_error_of_its_job_and_can_be_tried_again()
    {
        var (rig, job, runId) = await SuspendAsync(new RunsOptions { ConcurrentMax = 2, StopGrace = TimeSpan.Zero, SuspendedAgeMax = TimeSpan.FromSeconds(1) });
        await RunnerRig.UntilAsync(async () => await rig.OpenCountAsync() == 0, "the run should end");
        var ended = Assert.Single(await rig.HistoryAsync(job));
        AssertKept(ended, RunStatus.Errored, "Runs.SuspendedAgeMax");
        await RunnerRig.UntilAsync(() => !rig.Errors.All.IsEmpty, "the job should have an error");
        Assert.Equal((job.Id, RunnerRig.RecordOf(ended).Reason), Assert.Single(rig.Errors.All));

        rig.Http.Answer(Url, """{"price": 21}""");
        var retries = new RunRetries(rig.Reader, rig.Inbox, rig.Jobs, new StubTransactions(), TimeProvider.System);
        var answer = await retries.RetryAsync(runId, force: false, Token);

        Assert.Null(answer.Problem);
        var again = await rig.EndOfAsync(answer.RunId);
        Assert.Equal((RunStatus.Completed, runId), (again.State, again.RetryOf));
        Assert.Equal(Member(Vars, "jobRun"), Member(RunnerRig.RecordOf(again).Variables, "jobRun"));
        await rig.CloseAsync();
    }

    [Fact]
    public async Task A_suspended_run_of_a_deleted_job_and_one_that_had_not_begun_keep_them_too()
    {
        var (rig, job, runId) = await SuspendAsync(new RunsOptions { ConcurrentMax = 2, StopGrace = TimeSpan.Zero, SuspendedAgeMax = TimeSpan.FromSeconds(30) });
        await rig.DeleteJobAsync(job);
        var late = await rig.EndOfAsync((await rig.AcceptAsync(job, "late", Vars)).RunId);
        Assert.Equal(1, await rig.Cancel.CancelSuspendedAsync(job.Id, "the job was deleted", Token));

        AssertKept((await rig.HistoryAsync(job)).Single(run => run.Id == runId), RunStatus.Cancelled, "the job was deleted");
        var record = RunnerRig.RecordOf(late);
        Assert.Equal((RunStatus.Cancelled, RunState.Ended), (late.State, record.State));
        Assert.Equal(Vars, record.Variables);
        Assert.Empty(record.Tasks);
        Assert.Contains("was deleted before the run ended", record.Reason, StringComparison.Ordinal);
        await rig.CloseAsync();
    }

    [Fact]
    public async Task An_answer_that_had_come_but_was_not_taken_in_is_kept()
    {
        var (rig, job, runId) = await SuspendAsync(new RunsOptions { ConcurrentMax = 2, StopGrace = TimeSpan.Zero });
        await rig.Runner.CloseAsync().WaitAsync(RunnerRig.Patience, Token);
        var (id, token) = CallbackOf(rig);
        Assert.Equal(CallbackOutcome.Accepted, await rig.Callbacks.AnswerAsync(id, token, Answer, Token));

        Assert.Equal(RunCancelOutcome.Cancelled, await rig.Cancel.CancelAsync(runId, "too late", Token));

        var record = RunnerRig.RecordOf(Assert.Single(await rig.HistoryAsync(job)));
        Assert.Equal(Answer.Value, record.ResultOf("ask").Value);
        await rig.CloseAsync();
    }

    [Fact]
    public async Task What_cannot_be_read_does_not_keep_a_run_from_ending()
    {
        var (rig, job, runId) = await SuspendAsync(new RunsOptions { ConcurrentMax = 2, StopGrace = TimeSpan.Zero });
        await Database.WriteAsync(session => session.ExecuteAsync("UPDATE runs_open SET checkpoint = '[{' WHERE id = @runId", new { runId }), Token);
        Assert.Equal(RunCancelOutcome.Cancelled, await rig.Cancel.CancelAsync(runId, "broken", Token));
        var record = RunnerRig.RecordOf(Assert.Single(await rig.HistoryAsync(job)));
        Assert.Equal((Vars, "broken"), (record.Variables, record.Reason));
        Assert.Empty(record.Tasks);

        var broken = EndedRun.Of(new OpenRun { Id = 7, Vars = "[1" }, [], RunStatus.Errored, "unreadable", DateTimeOffset.UnixEpoch);
        Assert.Equal(("{\"reason\":\"unreadable\"}", "unreadable"), (broken.Record, broken.Failure));
        await rig.CloseAsync();
    }

    private static void AssertKept(FinishedRun run, RunStatus state, string reason)
    {
        var record = RunnerRig.RecordOf(run);
        Assert.Equal((state, RunState.Ended), (run.State, record.State));
        Assert.Contains(reason, record.Reason, StringComparison.Ordinal);
        Assert.Equal(Vars, record.Variables);
        Assert.Equal(["before", "ask"], record.Tasks.Select(task => task.Name));
        Assert.Equal(PipelineValue.Of(7), record.ResultOf("before").Value);
        Assert.Contains("was ended while it waited for", record.ResultOf("ask").Error!.Message, StringComparison.Ordinal);
        Assert.Equal([record.Reason], record.FatalErrors);
        Assert.Equal(2, record.AllErrors.Count);
        Assert.Empty(record.Outputs);
        Assert.DoesNotContain("token", run.Record, StringComparison.Ordinal);
    }

    private static PipelineValue? Member(PipelineValue map, string name) => ((MapValue)map).Members.GetValueOrDefault(name);

    private async Task<(RunnerRig Rig, Job Job, long RunId)> SuspendAsync(RunsOptions options)
    {
        var (rig, job) = await StartAsync(runs: options);
        rig.Http.Answer(Url, "{\"pending\": true}");
        var run = await rig.AcceptAsync(job, "k", Vars);
        await rig.UntilSuspendedAsync(run.RunId);
        return (rig, job, run.RunId);
    }
}
