using System.Data.Common;
using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Node.Core.Storage;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Runs;
using Node.Jobs.Specs;
using Node.Jobs.Tests.Specs.Errors;
using Xunit;

namespace Node.Jobs.Tests.Runs;

/// <summary>What is accepted is stored, once and in order; what ends leaves one row.</summary>
public abstract class RunJournalSuite(EngineKind engine) : DatabaseSuite(engine)
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly OpenRunRepository _open = new();
    private readonly RunHistoryRepository _history = new();
    private readonly RunWaitRepository _waits = new();

    [Fact]
    public async Task An_acceptance_is_durable_before_it_is_answered()
    {
        var (journal, told) = NewJournal();
        await journal.StartAsync(Token);
        Task<AcceptedRun> answer;
        await using (await HeldRuns.BeginAsync(Database))
        {
            answer = await journal.AcceptAsync(Open(1, "k"), Token);
            await Task.Delay(TimeSpan.FromMilliseconds(50), Token);
            Assert.False(answer.IsCompleted, "answered while nothing could be written");
        }

        var accepted = await answer.WaitAsync(Patience, Token);
        Assert.True(accepted.IsNew);
        Assert.Equal("k", (await Database.ReadAsync(session => _open.FindAsync(session, accepted.RunId), Token))!.TriggerKey);
        Assert.Equal([accepted.RunId], told.Accepted.Select(run => run.Id));
        await journal.CloseAsync();
    }

    [Fact]
    public async Task The_same_key_gives_the_first_run_earlier_in_one_batch_and_after_a_restart()
    {
        var (journal, told) = NewJournal();
        await journal.StartAsync(Token);
        Task<AcceptedRun>[] answers;
        await using (await HeldRuns.BeginAsync(Database))
        {
            // They gather behind the lock and go into one batch.
            answers =
            [
                await journal.AcceptAsync(Open(1, "first"), Token), await journal.AcceptAsync(Open(1, "k"), Token),
                await journal.AcceptAsync(Open(1, "k"), Token), await journal.AcceptAsync(Open(2, "k"), Token),
            ];
        }

        var runs = await Task.WhenAll(answers).WaitAsync(Patience, Token);
        Assert.Equal([true, true, false, true], runs.Select(run => run.IsNew));
        Assert.Equal(runs[1].RunId, runs[2].RunId);
        var again = await AcceptAsync(journal, Open(1, "k"));
        Assert.Equal((runs[1].RunId, false), (again.RunId, again.IsNew));
        await journal.CloseAsync();

        await Test.ReopenAsync();
        var (later, toldLater) = NewJournal();
        await later.StartAsync(Token);
        Assert.Equal(new AcceptedRun(runs[1].RunId, false), await AcceptAsync(later, Open(1, "k")));
        var fresh = await AcceptAsync(later, Open(1, "fresh"));
        Assert.True(fresh.IsNew && fresh.RunId > runs.Max(run => run.RunId));
        await later.CloseAsync();
        Assert.Equal([runs[0].RunId, runs[1].RunId, runs[3].RunId], told.Accepted.Select(run => run.Id));
        Assert.Equal([fresh.RunId], toldLater.Accepted.Select(run => run.Id));
    }

    [Fact]
    public async Task Whatever_is_sent_at_once_each_key_is_one_run_and_ids_rise_in_the_order_in_which_the_runner_is_told()
    {
        var (journal, told) = NewJournal(new RunsOptions { JournalBatchMax = 7, JournalQueueMax = 10 });
        await journal.StartAsync(Token);
        var keys = Gen.Int[0, 40].Array[300].Single();
        var answers = await Task.WhenAll(keys.Select(async key => (Key: key, Run: await AcceptAsync(journal, Open(1, $"k{key}")))));
        await journal.CloseAsync();
        foreach (var key in answers.GroupBy(answer => answer.Key))
        {
            Assert.Single(key.Select(answer => answer.Run.RunId).Distinct());
            Assert.Single(key, answer => answer.Run.IsNew);
        }

        var ids = told.Accepted.Select(run => run.Id).ToList();
        Assert.Equal(ids.Order(), ids);
        Assert.Equal(keys.Distinct().Count(), ids.Count);
    }

    [Fact]
    public async Task Ids_rise_in_the_order_in_which_triggers_were_sent()
    {
        var (journal, _) = NewJournal(new RunsOptions { JournalBatchMax = 3 });
        await journal.StartAsync(Token);
        var inbox = new RunInbox(journal, new JobCatalog(), new NoEarlyRuns());
        // More than one block of numbers.
        var runs = await inbox.AcceptAsync([.. Enumerable.Range(0, 2500).Select(n => new Trigger(1, TriggerKind.Log, $"k{n}", PipelineValue.Map()))], Token);
        Assert.Equal(runs.Select(run => run.RunId).Order(), runs.Select(run => run.RunId));
        Assert.Equal(2500, runs.Select(run => run.RunId).Distinct().Count());
        await journal.CloseAsync();
    }

    [Fact]
    public async Task What_the_database_refuses_does_not_hold_up_what_was_sent_with_it()
    {
        var (journal, told) = NewJournal();
        await journal.StartAsync(Token);
        Task<AcceptedRun>[] answers;
        await using (await HeldRuns.BeginAsync(Database))
        {
            answers =
            [
                await journal.AcceptAsync(Open(1, "before"), Token), await journal.AcceptAsync(Open(1, "refused", vars: null!), Token),
                await journal.AcceptAsync(Open(1, "after"), Token),
            ];
        }

        var refusal = await Assert.ThrowsAnyAsync<DbException>(() => answers[1].WaitAsync(Patience, Token));
        Assert.True(Database.IsRefusal(refusal));
        Assert.True((await answers[0].WaitAsync(Patience, Token)).IsNew);
        Assert.True((await answers[2].WaitAsync(Patience, Token)).IsNew);
        Assert.Equal(["before", "after"], told.Accepted.Select(run => run.TriggerKey));
        // The key of a refused trigger is free again.
        Assert.True((await AcceptAsync(journal, Open(1, "refused"))).IsNew);
        Assert.Null(journal.Ready());
        await journal.CloseAsync();
    }

    [Fact]
    public async Task A_finished_run_moves_from_open_to_history_with_its_waits_and_is_told_once_stored()
    {
        var (journal, told) = NewJournal();
        await journal.StartAsync(Token);
        var run = await AcceptAsync(journal, Open(1, "k"));
        await Database.WriteAsync(session => _waits.AddAsync(session, run.RunId, "send", false), Token);
        await journal.FinishAsync(Finished(run.RunId, "{}"), hadWaits: true, instanceId: null, Token);
        await journal.FinishAsync(Finished(404, "{}"), hadWaits: false, instanceId: null, Token);
        await journal.CloseAsync().WaitAsync(Patience, Token);
        Assert.Null(await Database.ReadAsync(session => _open.FindAsync(session, run.RunId), Token));
        Assert.NotNull(await Database.ReadAsync(session => _history.FindAsync(session, run.RunId), Token));
        Assert.Empty(await Database.ReadAsync(session => _waits.ListAsync(session, run.RunId), Token));
        Assert.Null(await Database.ReadAsync(session => _history.FindAsync(session, 404), Token));
        Assert.Contains(run.RunId, told.Finished.Select(finished => finished.Id));
    }

    [Fact]
    public async Task An_end_that_cannot_be_stored_is_an_errored_run_with_the_reason()
    {
        var (journal, told) = NewJournal();
        await journal.StartAsync(Token);
        var (bad, good) = (await AcceptAsync(journal, Open(1, "bad")), await AcceptAsync(journal, Open(1, "good")));
        await using (await HeldRuns.BeginAsync(Database))
        {
            await journal.FinishAsync(Finished(bad.RunId, null!), hadWaits: false, instanceId: null, Token);
            await journal.FinishAsync(Finished(good.RunId, "{\"n\":1}"), hadWaits: false, instanceId: null, Token);
        }

        await journal.CloseAsync().WaitAsync(Patience, Token);
        var (badRow, goodRow) = (await FindAsync(bad.RunId), await FindAsync(good.RunId));
        Assert.Equal(RunStatus.Errored, badRow!.State);
        Assert.Contains("the database refused the run record", badRow.Record, StringComparison.Ordinal);
        Assert.Equal((RunStatus.Completed, "{\"n\":1}"), (goodRow!.State, goodRow.Record));
        Assert.Equal(
            [(bad.RunId, RunStatus.Errored), (good.RunId, RunStatus.Completed)], told.Finished.Select(finished => (finished.Id, finished.State)));
    }

    [Fact]
    public async Task A_full_queue_makes_the_sender_wait()
    {
        var (journal, _) = NewJournal(new RunsOptions { JournalBatchMax = 1, JournalQueueMax = 2 });
        await journal.StartAsync(Token);
        using var patience = new CancellationTokenSource();
        var answers = new List<Task<AcceptedRun>>();
        Task<Task<AcceptedRun>> waiting;
        await using (await HeldRuns.BeginAsync(Database))
        {
            for (var n = 0; n < 3; n++)
            {
                answers.Add(await journal.AcceptAsync(Open(1, $"k{n}"), Token));
            }

            waiting = journal.AcceptAsync(Open(1, "k3"), Token);
            var impatient = journal.AcceptAsync(Open(1, "given-up"), patience.Token);
            Assert.False(waiting.IsCompleted || impatient.IsCompleted);
            await patience.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        }

        answers.Add(await waiting.WaitAsync(Patience, Token));
        var runs = await Task.WhenAll(answers).WaitAsync(Patience, Token);
        await journal.CloseAsync();
        Assert.All(runs, run => Assert.True(run.IsNew));
        Assert.Equal(4, await Database.ReadAsync(session => _open.CountAsync(session, null), Token));
    }

    [Fact]
    public async Task Closing_writes_what_is_queued_and_later_senders_are_told()
    {
        var (journal, _) = NewJournal(new RunsOptions { JournalBatchMax = 2 });
        await journal.StartAsync(Token);
        var answers = new List<Task<AcceptedRun>>();
        Task closing;
        await using (await HeldRuns.BeginAsync(Database))
        {
            for (var n = 0; n < 9; n++)
            {
                answers.Add(await journal.AcceptAsync(Open(1, $"k{n}"), Token));
            }

            closing = journal.CloseAsync();
            Assert.False(closing.IsCompleted);
        }

        await closing.WaitAsync(Patience, Token);
        Assert.Equal(9, (await Task.WhenAll(answers).WaitAsync(Patience, Token)).Count(run => run.IsNew));
        Assert.Equal(9, await Database.ReadAsync(session => _open.CountAsync(session, null), Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => journal.AcceptAsync(Open(1, "late"), Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("\u00e9")]
    [InlineData(null)]
    public async Task A_text_that_is_no_key_is_refused_before_anything_of_its_batch_is_written(string? key)
    {
        var (journal, _) = NewJournal();
        await journal.StartAsync(Token);
        var inbox = new RunInbox(journal, new JobCatalog(), new NoEarlyRuns());
        key ??= new string('k', Trigger.KeyCharsMax + 1);
        await Assert.ThrowsAsync<ArgumentException>(() => inbox.AcceptAsync(new Trigger(1, TriggerKind.Webhook, key, PipelineValue.Map()), Token));
        await Assert.ThrowsAsync<ArgumentException>(() => inbox.AcceptAsync(
            [new Trigger(1, TriggerKind.Webhook, "good", PipelineValue.Map()), new Trigger(1, TriggerKind.Webhook, key, PipelineValue.Map())], Token));
        await inbox.AcceptAsync(new Trigger(1, TriggerKind.Webhook, new string('~', Trigger.KeyCharsMax), PipelineValue.Map()), Token);
        await journal.CloseAsync();
        Assert.Equal(1, await Database.ReadAsync(session => _open.CountAsync(session, null), Token));
    }

    [Fact]
    public async Task Whoever_waits_is_told_the_end_that_is_stored_and_nothing_of_one_that_was_refused()
    {
        var (journal, told) = NewJournal();
        await journal.StartAsync(Token);
        var cancelled = await AcceptAsync(journal, Open(1, "cancelled"));
        var refused = await AcceptAsync(journal, Open(1, "refused"));
        var kept = await AcceptAsync(journal, Open(1, "kept"));
        await Database.WriteAsync(session => _open.RemoveAsync(session, [cancelled.RunId]), Token);
        await Database.WriteAsync(session => _history.AddAsync(session, [Finished(cancelled.RunId, "{}", RunStatus.Cancelled)]), Token);
        await journal.FinishAsync(Finished(cancelled.RunId, "{}"), hadWaits: false, null, Token);
        await journal.FinishAsync(Finished(refused.RunId, "{}"), hadWaits: false, instanceId: 4711, Token);
        await journal.FinishAsync(Finished(kept.RunId, "{}"), hadWaits: false, null, Token);
        await journal.CloseAsync();
        Assert.Equal([(cancelled.RunId, RunStatus.Cancelled), (kept.RunId, RunStatus.Completed)], told.Finished.Select(run => (run.Id, run.State)));
        Assert.Null(await FindAsync(refused.RunId));
    }

    private protected (RunJournal Journal, ToldRuns Told) NewJournal(RunsOptions? options = null)
    {
        var journal = new RunJournal(
            Database, new JournalWriter(_open, _history, _waits, new RunInstanceRepository(), TimeProvider.System), new RunningRuns(), new ToldErrors(),
            options ?? new RunsOptions(), TimeProvider.System, NullLogger<RunJournal>.Instance);
        var told = new ToldRuns();
        journal.Attach(told, told);
        return (journal, told);
    }

    private protected static async Task<AcceptedRun> AcceptAsync(RunJournal journal, OpenRun run) =>
        await (await journal.AcceptAsync(run, Token)).WaitAsync(Patience, Token);

    private protected static OpenRun Open(long jobId, string key, string vars = "{}") => new()
    {
        JobId = jobId,
        State = RunStatus.Accepted,
        TriggerKind = TriggerKind.Webhook,
        TriggerKey = key,
        Vars = vars,
    };

    private static FinishedRun Finished(long id, string record, RunStatus state = RunStatus.Completed) => new()
    {
        Id = id,
        JobId = 1,
        State = state,
        TriggerKind = TriggerKind.Webhook,
        TriggerKey = "k",
        AcceptedAt = DateTimeOffset.UnixEpoch,
        FinishedAt = DateTimeOffset.UnixEpoch,
        Record = record,
    };

    private Task<FinishedRun?> FindAsync(long id) => Database.ReadAsync(session => _history.FindAsync(session, id), Token);
}
