using System.Data.Common;
using Node.Core.Storage;
using Node.Eth.Transactions;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Running;
using Node.Jobs.Runs;
using Node.Jobs.Specs;
using Node.Jobs.Tests.Runs;
using Node.Testing.Http;
using Xunit;

namespace Node.Jobs.Tests.Running;

/// <summary>Runs that wait for a transaction: what was done before is not done again, whenever the answer comes.</summary>
public abstract class ResumeSuite(EngineKind engine) : DatabaseSuite(engine)
{
    private protected const string Source = "http://source.example/price";

    private protected const string Waiting = """
        ask [type=http method=GET url="http://source.example/price"]
        send [type=ethtx to="0x5fbdb2315678afecb367f032d93f642f64180aa3" data="0x01" minConfirmations=2]
        status [type=memo value="$(send.status)"]
        ask -> send -> status
        """;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await TestChain.CreateTableAsync(Database);
    }

    [Fact]
    public async Task A_suspended_run_goes_on_once_when_its_transaction_is_deep_enough()
    {
        var rig = NewRig();
        var job = await rig.AddJobAsync(Waiting);
        await rig.StartAsync();
        var run = await rig.AcceptAsync(job, "k");
        await rig.UntilSuspendedAsync(run.RunId);
        var origin = $"run:{run.RunId}:send";
        Assert.Equal(2, Assert.Single(rig.Chain.Requests).NotifyAtConfirmations);

        await rig.ReportAsync(TestChain.Report(origin));
        await rig.ReportAsync(TestChain.Report(origin, succeeded: false));
        var end = await rig.EndOfAsync(run.RunId);
        await rig.ReportAsync(TestChain.Report(origin));
        await rig.CloseAsync();

        await AssertOneEndAsync(rig, job, end, RunStatus.Completed);
        Assert.Equal(PipelineValue.Of(1), RunnerRig.RecordOf(end).Tasks[2].Result.Value);
        Assert.Equal([origin], await TestChain.OriginsAsync(Database));
    }

    [Fact]
    public async Task A_run_goes_on_though_the_connection_was_cut_after_the_commit_that_made_it_ready()
    {
        await Test.ReopenAsync(new CutOnce("resume"));
        var (rig, job, run) = await SuspendedAsync();
        var report = TestChain.Report($"run:{run.RunId}:send");

        await Assert.ThrowsAnyAsync<DbException>(() => rig.ReportAsync(report));
        await rig.ReportAsync(report);
        var end = await rig.EndOfAsync(run.RunId);
        await rig.CloseAsync();

        await AssertOneEndAsync(rig, job, end, RunStatus.Completed);
    }

    [Fact]
    public async Task A_ready_run_that_nobody_was_told_of_is_found_in_time()
    {
        var (rig, job, run) = await SuspendedAsync();

        await Database.WriteAsync(session => new RunResumer(rig.OpenRuns, rig.Waits).OnTxReachedAsync(session, TestChain.Report($"run:{run.RunId}:send"), Token), Token);
        var end = await rig.EndOfAsync(run.RunId);
        await rig.CloseAsync();

        await AssertOneEndAsync(rig, job, end, RunStatus.Completed);
    }

    [Fact]
    public async Task An_answer_that_comes_before_the_run_is_suspended_is_not_lost_and_nothing_is_done_twice()
    {
        var rig = NewRig();
        var late = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        rig.Http.Answer("http://source.example/late", async (_, token) => FakeOutboundHttp.Response(await late.Task.WaitAsync(token)));
        var job = await rig.AddJobAsync(Waiting + "\nother [type=http method=GET url=\"http://source.example/late\"]");
        await rig.StartAsync();
        var run = await rig.AcceptAsync(job, "k");
        await RunnerRig.UntilAsync(async () => (await rig.WaitsAsync(run.RunId)).Count == 1, "the transaction should be queued");

        await rig.ReportAsync(TestChain.Report($"run:{run.RunId}:send"));
        Assert.Equal(RunStatus.Accepted, (await rig.OpenAsync(run.RunId))!.State);
        late.SetResult("1");
        var end = await rig.EndOfAsync(run.RunId);
        await rig.CloseAsync();

        await AssertOneEndAsync(rig, job, end, RunStatus.Completed);
        Assert.Single(rig.Http.Requests, request => request.Url.AbsolutePath == "/late");
        Assert.Single(rig.Chain.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_suspended_run_survives_a_restart(bool answersWhileDown)
    {
        var rig = NewRig();
        var job = await rig.AddJobAsync(Waiting);
        await rig.StartAsync();
        var run = await rig.AcceptAsync(job, "k");
        await rig.UntilSuspendedAsync(run.RunId);
        await rig.CloseAsync();
        await Test.ReopenAsync();

        var again = NewRig().With(job);
        if (answersWhileDown)
        {
            // The commit went through and the node died before the runner was told.
            await new RunnerRig(Database).ReportAsync(TestChain.Report($"run:{run.RunId}:send"));
            Assert.Equal(RunStatus.Ready, (await again.OpenAsync(run.RunId))!.State);
        }

        await again.StartAsync();
        if (!answersWhileDown)
        {
            await again.ReportAsync(TestChain.Report($"run:{run.RunId}:send"));
        }

        var end = await again.EndOfAsync(run.RunId);
        await again.CloseAsync();
        Assert.Empty(again.Http.Requests);
        Assert.Empty(again.Chain.Requests);
        await AssertOneEndAsync(again, job, end, RunStatus.Completed, asked: 0);
    }

    [Fact]
    public async Task A_run_that_died_after_its_transaction_was_queued_finds_it_again()
    {
        var rig = NewRig();
        rig.Http.Answer("http://source.example/late", async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return FakeOutboundHttp.Response("1");
        });
        var job = await rig.AddJobAsync(Waiting + "\nother [type=http method=GET url=\"http://source.example/late\"]");
        await rig.StartAsync();
        var run = await rig.AcceptAsync(job, "k");
        await RunnerRig.UntilAsync(async () => (await rig.WaitsAsync(run.RunId)).Count == 1, "the transaction should be queued");
        await rig.CloseAsync();
        await Test.ReopenAsync();

        var again = NewRig().With(job);
        again.Http.Answer("http://source.example/late", "1");
        await again.StartAsync();
        await again.UntilSuspendedAsync(run.RunId);
        await again.ReportAsync(TestChain.Report($"run:{run.RunId}:send"));
        var end = await again.EndOfAsync(run.RunId);
        await again.CloseAsync();

        Assert.DoesNotContain(again.Http.Requests, request => request.Url.AbsolutePath == "/price");
        Assert.Single(await TestChain.OriginsAsync(Database));
        await AssertOneEndAsync(again, job, end, RunStatus.Completed, asked: 0);
    }

    [Fact]
    public async Task A_run_with_two_transactions_waits_for_each_and_is_loaded_once_after_a_restart()
    {
        const string Two = Waiting + """

            second [type=ethtx to="0x5fbdb2315678afecb367f032d93f642f64180aa3" data="0x02" minConfirmations=1]
            status -> second
            """;
        var rig = NewRig();
        var job = await rig.AddJobAsync(Two);
        await rig.StartAsync();
        var run = await rig.AcceptAsync(job, "k");
        await rig.UntilSuspendedAsync(run.RunId);
        await rig.CloseAsync();
        await new RunnerRig(Database).ReportAsync(TestChain.Report($"run:{run.RunId}:send"));

        var again = NewRig().With(job);
        await again.StartAsync();
        await again.UntilSuspendedAsync(run.RunId);
        await again.ReportAsync(TestChain.Report($"run:{run.RunId}:second"));
        var end = await again.EndOfAsync(run.RunId);
        await again.CloseAsync();
        Assert.Equal([$"run:{run.RunId}:second"], again.Chain.Requests.Select(request => request.Origin));
        await AssertOneEndAsync(again, job, end, RunStatus.Completed, asked: 0);
    }

    [Theory]
    [InlineData(true, true, "reverted on-chain: execution reverted: no")]
    [InlineData(false, true, null)]
    [InlineData(true, false, "was not mined: execution reverted: no")]
    [InlineData(false, false, "was not mined: execution reverted: no")]
    public async Task A_transaction_that_went_wrong_is_the_error_of_its_task(bool failOnRevert, bool mined, string? problem)
    {
        var rig = NewRig();
        var job = await rig.AddJobAsync(Waiting.Replace("minConfirmations=2", $"minConfirmations=2 failOnRevert={(failOnRevert ? "true" : "false")}", StringComparison.Ordinal));
        await rig.StartAsync();
        var run = await rig.AcceptAsync(job, "k");
        await rig.UntilSuspendedAsync(run.RunId);
        await rig.ReportAsync(TestChain.Report($"run:{run.RunId}:send", succeeded: false, mined, "execution reverted: no"));
        var end = await rig.EndOfAsync(run.RunId);
        await rig.CloseAsync();

        await AssertOneEndAsync(rig, job, end, problem is null ? RunStatus.Completed : RunStatus.Errored);
        var send = RunnerRig.RecordOf(end).Tasks[1].Result;
        if (problem is null)
        {
            Assert.True(send.IsOk);
            Assert.Equal(PipelineValue.Of(0), RunnerRig.RecordOf(end).Tasks[2].Result.Value);
        }
        else
        {
            Assert.Contains(problem, send.Error!.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Checkpoint_wait_and_transaction_are_one_commit()
    {
        var rig = NewRig();
        var job = await rig.AddJobAsync(Waiting);
        rig.Chain.OnEnqueue = async _ =>
        {
            await Task.Yield();
            throw new TxRefusedException(TxRefusal.NoKey, "no enabled key; create one");
        };
        // The run is not started: what the effect leaves behind is looked at.
        await rig.Lease.StartAsync(Token);
        await rig.Journal.StartAsync(Token);
        var run = await rig.AcceptAsync(job, "k");
        using var execution = rig.Running.TryEnter(run.RunId, rig.Lease.InstanceId, Token);
        var intent = new TxIntent("send", rig.Chain.Id, [], default, [], 21_000, 2, false, PipelineValue.Null);
        var result = await rig.Effects.QueueTransactionAsync(intent, new RunProgress(run.RunId, RunCheckpoint.Empty), Token);
        Assert.Contains("no enabled key", result.Error!.Message, StringComparison.Ordinal);
        Assert.Null((await rig.OpenAsync(run.RunId))!.Checkpoint);
        Assert.Empty(await rig.WaitsAsync(run.RunId));
        Assert.Empty(await TestChain.OriginsAsync(Database));

        rig.Chain.OnEnqueue = null;
        Assert.True((await rig.Effects.QueueTransactionAsync(intent, new RunProgress(run.RunId, RunCheckpoint.Empty), Token)).IsPending);
        Assert.NotNull((await rig.OpenAsync(run.RunId))!.Checkpoint);
        Assert.Single(await rig.WaitsAsync(run.RunId));
        Assert.Single(await TestChain.OriginsAsync(Database));
        await rig.CloseAsync();
    }

    [Fact]
    public async Task Nothing_is_sent_for_a_run_that_is_not_open_any_more()
    {
        var rig = NewRig();
        var intent = new TxIntent("send", rig.Chain.Id, [], default, [], 21_000, 2, false, PipelineValue.Null);
        var result = await rig.Effects.QueueTransactionAsync(intent, new RunProgress(404, RunCheckpoint.Empty), Token);
        Assert.Contains("cancelled", result.Error!.Message, StringComparison.Ordinal);
        Assert.Empty(rig.Chain.Requests);
    }

    [Fact]
    public async Task Reports_of_others_and_of_unknown_runs_change_nothing()
    {
        var rig = NewRig();
        foreach (var origin in (string[])["", "run:", "run:x:send", "run:1", "job:1:send", "run:99999999999999999999:send", "run:404:send"])
        {
            await rig.ReportAsync(TestChain.Report(origin));
        }

        Assert.Equal(0, await rig.OpenCountAsync());
    }

    private RunnerRig NewRig()
    {
        var rig = new RunnerRig(Database);
        rig.Http.Answer(Source, "21");
        return rig;
    }

    private async Task<(RunnerRig Rig, Job Job, AcceptedRun Run)> SuspendedAsync()
    {
        var rig = NewRig();
        var job = await rig.AddJobAsync(Waiting);
        await rig.StartAsync();
        var run = await rig.AcceptAsync(job, "k");
        await rig.UntilSuspendedAsync(run.RunId);
        return (rig, job, run);
    }

    private protected static async Task AssertOneEndAsync(RunnerRig rig, Job job, FinishedRun end, RunStatus status, int asked = 1)
    {
        Assert.Equal((end.Id, status), (Assert.Single(await rig.HistoryAsync(job)).Id, end.State));
        Assert.Equal(asked, rig.Http.Requests.Count(request => request.Url.AbsolutePath == "/price"));
        Assert.Equal(0, await rig.OpenCountAsync());
        Assert.Empty(await rig.WaitsAsync(end.Id));
    }
}
