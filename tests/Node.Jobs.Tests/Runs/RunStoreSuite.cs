using Node.Core.Storage;
using Node.Jobs.Runs;
using Xunit;

namespace Node.Jobs.Tests.Runs;

/// <summary>What the repositories of runs promise, on either engine.</summary>
public abstract class RunStoreSuite(EngineKind engine) : DatabaseSuite(engine)
{
    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private readonly OpenRunRepository _open = new();
    private readonly RunHistoryRepository _history = new();
    private readonly RunWaitRepository _waits = new();

    [Fact]
    public async Task A_new_run_is_read_back_as_it_was_stored()
    {
        var run = Open(7, 3, "k-7", vars: "{\"jobRun\":\"\\u0000 \u20ac \ud83d\ude00\"}");
        Assert.Equal([7L], await AddAsync(run));
        var found = await ReadAsync(session => _open.FindAsync(session, 7));
        Assert.Equal(
            (7L, 3L, RunStatus.Accepted, "webhook", "k-7", run.Vars, null, At),
            (found!.Id, found.JobId, found.State, found.TriggerKind, found.TriggerKey, found.Vars, found.Checkpoint, found.AcceptedAt));
        Assert.Null(await ReadAsync(session => _open.FindAsync(session, 8)));
    }

    [Fact]
    public async Task A_run_keeps_the_version_of_its_job_and_the_run_it_tries_again()
    {
        await AddAsync(new OpenRun { Id = 1, JobId = 3, JobVersion = 7, RetryOf = 5_000_000_000, TriggerKey = "k1" }, Open(2, 3, "k2"));
        var (second, first) = (await ReadAsync(session => _open.FindAsync(session, 1)), await ReadAsync(session => _open.FindAsync(session, 2)));
        Assert.Equal((7, 5_000_000_000L), (second!.JobVersion, second.RetryOf));
        Assert.Equal((1, null), (first!.JobVersion, first.RetryOf));
        Assert.Equal((7, 5_000_000_000L), (RunView.Of(second).JobVersion, RunView.Of(second).RetryOf));
    }

    [Fact]
    public async Task A_key_is_known_per_job_for_ever_even_when_its_run_is_over()
    {
        Assert.Equal([1L, 3L], (await AddAsync(Open(1, 1, "k"), Open(2, 1, "k"), Open(3, 2, "k"))).Order());
        await WriteAsync(session => _open.RemoveAsync(session, [1]));
        Assert.Empty(await AddAsync(Open(4, 1, "k")));
        Assert.Equal(1, await ReadAsync(session => _open.FindByKeyAsync(session, 1, "k")));
        Assert.Equal(3, await ReadAsync(session => _open.FindByKeyAsync(session, 2, "k")));
        Assert.Null(await ReadAsync(session => _open.FindByKeyAsync(session, 3, "k")));
        Assert.Null(await ReadAsync(session => _open.FindAsync(session, 2)));
        Assert.Null(await ReadAsync(session => _open.FindAsync(session, 4)));
    }

    [Fact]
    public async Task Removing_says_which_runs_were_there()
    {
        await AddAsync(Open(1, 1, "a"), Open(2, 1, "b"), Open(3, 1, "c"));
        Assert.Equal([1L, 3L], (await WriteAsync(session => _open.RemoveAsync(session, [1, 3, 99]))).Order());
        Assert.Empty(await WriteAsync(session => _open.RemoveAsync(session, [1, 3, 99])));
        Assert.Equal(1, await ReadAsync(session => _open.CountAsync(session, null)));
    }

    [Fact]
    public async Task Accepted_runs_are_paged_by_rising_id_and_others_are_left_out()
    {
        await AddAsync([.. Enumerable.Range(1, 10).Select(id => Open(id, id % 2, $"k{id}"))]);
        await WriteAsync(session => _open.MoveAsync(session, 4, RunStatus.Accepted, RunStatus.Suspended));
        await WriteAsync(session => _open.MoveAsync(session, 6, RunStatus.Accepted, RunStatus.Ready));
        Assert.Equal([2L, 8L], await PageAsync(0, 0, 2));
        Assert.Equal([10L], await PageAsync(0, 8, 2));
        Assert.Equal([1L, 3L, 5L, 7L, 9L], await PageAsync(1, 0, 100));
        Assert.Equal([6L], (await ReadAsync(session => _open.ReadyAsync(session, 0))).Select(run => run.Id));
        Assert.Equal([0L, 1L], await ReadAsync(_open.JobsWithRunnableAsync));
    }

    [Fact]
    public async Task Open_runs_are_counted_by_state_with_the_age_of_the_oldest()
    {
        Assert.Empty(await ReadAsync(_open.CountByStateAsync));
        await AddAsync(
            [.. Enumerable.Range(1, 5).Select(id => new OpenRun { Id = id, JobId = id % 2, TriggerKey = $"k{id}", AcceptedAt = At.AddMinutes(id) })]);
        await WriteAsync(session => _open.MoveAsync(session, 1, RunStatus.Accepted, RunStatus.Suspended));
        await WriteAsync(session => _open.MoveAsync(session, 4, RunStatus.Accepted, RunStatus.Suspended));

        var counts = (await ReadAsync(_open.CountByStateAsync)).OrderBy(count => count.State).Select(count => (count.State, count.Runs, count.OldestAcceptedAt));

        Assert.Equal([(RunStatus.Accepted, 3L, At.AddMinutes(2)), (RunStatus.Suspended, 2L, At.AddMinutes(1))], counts);
    }

    [Fact]
    public async Task A_job_whose_runs_are_all_suspended_has_nothing_to_run()
    {
        await AddAsync(Open(1, 5, "k"));
        await WriteAsync(session => _open.MoveAsync(session, 1, RunStatus.Accepted, RunStatus.Suspended));
        Assert.Empty(await ReadAsync(_open.JobsWithRunnableAsync));
    }

    [Fact]
    public async Task A_move_happens_once_and_only_from_where_it_was_said()
    {
        await AddAsync(Open(1, 1, "k"));
        Assert.False(await WriteAsync(session => _open.MoveAsync(session, 1, RunStatus.Suspended, RunStatus.Ready)));
        Assert.True(await WriteAsync(session => _open.MoveAsync(session, 1, RunStatus.Accepted, RunStatus.Suspended)));
        Assert.True(await WriteAsync(session => _open.MoveAsync(session, 1, RunStatus.Suspended, RunStatus.Ready)));
        Assert.False(await WriteAsync(session => _open.MoveAsync(session, 1, RunStatus.Suspended, RunStatus.Ready)));
    }

    [Fact]
    public async Task Progress_is_kept_without_changing_the_state()
    {
        await AddAsync(Open(1, 1, "k"));
        await WriteAsync(session => _open.MoveAsync(session, 1, RunStatus.Accepted, RunStatus.Ready));
        Assert.True(await WriteAsync(session => _open.SaveProgressAsync(session, 1, "{\"a\":1}")));
        var ready = await WriteAsync(session => _open.FindForUpdateAsync(session, 1));
        Assert.Equal((RunStatus.Ready, "{\"a\":1}"), (ready!.State, ready.Checkpoint));
        Assert.True(await WriteAsync(session => _open.SaveCheckpointAsync(session, 1, "{\"b\":2}", RunStatus.Suspended, At)));
        var suspended = await ReadAsync(session => _open.FindAsync(session, 1));
        Assert.Equal((RunStatus.Suspended, "{\"b\":2}"), (suspended!.State, suspended.Checkpoint));
        Assert.False(await WriteAsync(session => _open.SaveProgressAsync(session, 2, "{}")));
        Assert.False(await WriteAsync(session => _open.SaveCheckpointAsync(session, 2, "{}", RunStatus.Suspended, At)));
    }

    [Fact]
    public async Task A_wait_is_noted_once_and_answered_once()
    {
        await WriteAsync(session => DoAsync(_waits.AddAsync(session, 1, "send", failOnRevert: true)));
        await WriteAsync(session => DoAsync(_waits.AddAsync(session, 1, "send", failOnRevert: false)));
        await WriteAsync(session => DoAsync(_waits.AddAsync(session, 1, "other", failOnRevert: false)));
        Assert.True(await WriteAsync(session => _waits.CompleteAsync(session, 1, "send", "{\"ok\":1}")));
        Assert.False(await WriteAsync(session => _waits.CompleteAsync(session, 1, "send", "{\"ok\":2}")));
        Assert.False(await WriteAsync(session => _waits.CompleteAsync(session, 2, "send", "{\"ok\":2}")));
        Assert.Equal(
            [("other", false, null), ("send", true, "{\"ok\":1}")],
            (await ReadAsync(session => _waits.ListAsync(session, 1))).Select(wait => (wait.TaskName, wait.FailOnRevert, wait.Result)));
        await WriteAsync(session => DoAsync(_waits.RemoveAsync(session, [1, 2])));
        Assert.Empty(await ReadAsync(session => _waits.ListAsync(session, 1)));
    }

    [Fact]
    public async Task Finished_runs_are_read_back_and_paged_newest_first()
    {
        await WriteAsync(session => DoAsync(_history.AddAsync(session, [.. Enumerable.Range(1, 6).Select(id => Finished(id, id % 2))])));
        var found = await ReadAsync(session => _history.FindAsync(session, 3));
        Assert.Equal(
            (3L, 1L, RunStatus.Errored, "cron", "k3", At, At.AddMicroseconds(1), "{\"n\":3}"),
            (found!.Id, found.JobId, found.State, found.TriggerKind, found.TriggerKey, found.AcceptedAt, found.FinishedAt, found.Record));
        Assert.Equal([6L, 5L], (await ReadAsync(session => _history.ListAsync(session, RunFilter.All, 0, long.MaxValue, 2))).Select(run => run.Id));
        Assert.Equal([4L, 2L], (await ReadAsync(session => _history.ListAsync(session, RunFilter.All with { JobId = 0 }, 0, 6, 10))).Select(run => run.Id));
        Assert.Equal(6, await ReadAsync(session => _history.CountAsync(session, null)));
        Assert.Equal(3, await ReadAsync(session => _history.CountAsync(session, 1)));
        Assert.Null(await ReadAsync(session => _history.FindAsync(session, 99)));
    }

    [Fact]
    public async Task The_reader_puts_open_and_finished_runs_together()
    {
        await AddAsync(Open(2, 1, "a"), Open(4, 1, "b"), Open(5, 2, "c"));
        await WriteAsync(session => DoAsync(_history.AddAsync(session, [Finished(1, 1), Finished(3, 1), Finished(6, 2)])));
        var reader = new RunReader(Database, _open, _history, new RunningRuns());
        Assert.Equal([6L, 5L, 4L, 3L, 2L, 1L], (await reader.ListAsync(RunFilter.All, null, 1000, Token)).Runs.Select(run => run.Id));
        Assert.Equal([4L, 3L], (await reader.ListAsync(RunFilter.All with { JobId = 1 }, null, 2, Token)).Runs.Select(run => run.Id));
        Assert.Equal([2L, 1L], (await reader.ListAsync(RunFilter.All with { JobId = 1 }, 3, 2, Token)).Runs.Select(run => run.Id));
        Assert.Equal((6L, 4L, 2L), (await reader.CountAsync(null, Token), await reader.CountAsync(1, Token), await reader.CountAsync(2, Token)));
        var open = await reader.FindAsync(4, Token);
        var finished = await reader.FindAsync(3, Token);
        Assert.Equal((RunStatus.Accepted, null, "{}"), (open!.State, open.Record, open.Vars));
        Assert.Equal((RunStatus.Errored, "{\"n\":3}", null), (finished!.State, finished.Record, finished.Vars));
        Assert.Null(await reader.FindAsync(99, Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => reader.ListAsync(RunFilter.All, null, 0, Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => reader.ListAsync(RunFilter.All, null, IRunReader.CountMax + 1, Token));
    }

    private static OpenRun Open(long id, long jobId, string key, string vars = "{}") => new()
    {
        Id = id,
        JobId = jobId,
        State = RunStatus.Accepted,
        TriggerKind = TriggerKind.Webhook,
        TriggerKey = key,
        Vars = vars,
        AcceptedAt = At,
    };

    private static FinishedRun Finished(long id, long jobId) => new()
    {
        Id = id,
        JobId = jobId,
        State = RunStatus.Errored,
        TriggerKind = TriggerKind.Cron,
        TriggerKey = $"k{id}",
        AcceptedAt = At,
        FinishedAt = At.AddMicroseconds(1),
        Record = $"{{\"n\":{id}}}",
    };

    private static async Task<bool> DoAsync(Task work)
    {
        await work;
        return true;
    }

    private Task<IReadOnlySet<long>> AddAsync(params OpenRun[] runs) => WriteAsync(session => _open.AddAsync(session, runs));

    private async Task<IEnumerable<long>> PageAsync(long jobId, long afterId, int countMax) =>
        (await ReadAsync(session => _open.AcceptedAfterAsync(session, jobId, afterId, countMax))).Select(run => run.Id);

    private Task<T> ReadAsync<T>(Func<ReadSession, Task<T>> work) => Database.ReadAsync(work, Token);

    private Task<T> WriteAsync<T>(Func<WriteSession, Task<T>> work) => Database.WriteAsync(work, Token);
}
