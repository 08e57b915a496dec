using Microsoft.Extensions.Time.Testing;
using Node.Jobs.Running;
using Node.Jobs.Runs;
using Xunit;

namespace Node.Jobs.Tests.Running;

public sealed class RunAnswersTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly FakeTimeProvider _time = new();
    private readonly OneRun _runs = new();
    private readonly RunAnswers _answers;

    public RunAnswersTests() => _answers = new RunAnswers(_runs, _time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_end_that_this_process_stores_is_the_answer_and_the_database_is_not_asked()
    {
        using var expected = _answers.Expect(1, "k");
        var answer = expected.WaitAsync(new AcceptedRun(7, true), Hour, throughPauses: false, Token);
        Assert.False(answer.IsCompleted);

        _answers.OnFinished(new FinishedRun { Id = 8, JobId = 1, TriggerKey = "other" });
        _answers.OnFinished(new FinishedRun { Id = 7, JobId = 1, TriggerKey = "k", State = RunStatus.Completed });

        Assert.Equal(7, (await answer.WaitAsync(RunnerRig.Patience, Token))!.Id);
        Assert.Equal(0, _runs.Asked);
    }

    [Fact]
    public async Task An_end_between_acceptance_and_waiting_is_not_missed()
    {
        using var expected = _answers.Expect(1, "k");
        _answers.OnFinished(new FinishedRun { Id = 7, JobId = 1, TriggerKey = "k" });

        Assert.NotNull(await expected.WaitAsync(new AcceptedRun(7, true), TimeSpan.Zero, throughPauses: false, Token).WaitAsync(RunnerRig.Patience, Token));
        Assert.Equal(0, _runs.Asked);
    }

    [Fact]
    public async Task Who_gives_up_does_not_take_the_answer_from_another_who_waits()
    {
        using var patient = _answers.Expect(1, "k");
        var impatient = _answers.Expect(1, "k");
        var first = patient.WaitAsync(new AcceptedRun(7, true), Hour, throughPauses: false, Token);
        Assert.Null((await impatient.WaitAsync(new AcceptedRun(7, true), TimeSpan.Zero, throughPauses: false, Token))!.FinishedAt);
        impatient.Dispose();
        impatient.Dispose();

        _answers.OnFinished(new FinishedRun { Id = 7, JobId = 1, TriggerKey = "k" });

        Assert.NotNull(await first.WaitAsync(RunnerRig.Patience, Token));
    }

    [Fact]
    public async Task An_end_or_a_pause_that_only_the_database_knows_is_found_by_looking_now_and_then()
    {
        using var expected = _answers.Expect(1, "k");
        var answer = expected.WaitAsync(new AcceptedRun(7, true), Hour, throughPauses: false, Token);
        await AdvanceUntilAsync(() => _runs.Asked >= 2);
        Assert.False(answer.IsCompleted);

        _runs.View = _runs.View! with { State = RunStatus.Suspended };
        await AdvanceUntilAsync(() => answer.IsCompleted);

        Assert.Equal(RunStatus.Suspended, (await answer)!.State);
    }

    [Fact]
    public async Task Who_waits_through_pauses_gets_the_end()
    {
        _runs.View = _runs.View! with { State = RunStatus.Suspended };
        using var expected = _answers.Expect(1, "k");
        var answer = expected.WaitAsync(new AcceptedRun(7, false), Hour, throughPauses: true, Token);
        await AdvanceUntilAsync(() => _runs.Asked >= 3);
        Assert.False(answer.IsCompleted);

        _runs.View = _runs.View! with { State = RunStatus.Completed, FinishedAt = DateTimeOffset.UnixEpoch };
        await AdvanceUntilAsync(() => answer.IsCompleted);

        Assert.Equal(RunStatus.Completed, (await answer)!.State);
    }

    [Fact]
    public async Task Patience_that_ends_gives_the_run_as_it_is()
    {
        using var expected = _answers.Expect(1, "k");
        var answer = expected.WaitAsync(new AcceptedRun(7, true), TimeSpan.FromSeconds(1), throughPauses: false, Token);
        await AdvanceUntilAsync(() => answer.IsCompleted);

        Assert.Null((await answer)!.FinishedAt);
        Assert.InRange(_runs.Asked, 2, 4);
    }

    [Fact]
    public async Task A_known_key_is_looked_up_at_once()
    {
        _runs.View = _runs.View! with { FinishedAt = DateTimeOffset.UnixEpoch };
        using var expected = _answers.Expect(1, "k");
        Assert.NotNull((await expected.WaitAsync(new AcceptedRun(7, false), Hour, throughPauses: false, Token))!.FinishedAt);

        _runs.View = null;
        Assert.Null(await expected.WaitAsync(new AcceptedRun(7, false), Hour, throughPauses: false, Token));
    }

    private async Task AdvanceUntilAsync(Func<bool> isSo)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (!isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < RunnerRig.Patience, $"not so within {RunnerRig.Patience}");
            _time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Delay(5, Token);
        }
    }

    private sealed class OneRun : IRunReader
    {
        private int _asked;

        public int Asked => Volatile.Read(ref _asked);

        public RunView? View { get; set; } = new()
        {
            Id = 7,
            JobId = 1,
            State = RunStatus.Accepted,
            TriggerKind = TriggerKind.Webhook,
            TriggerKey = "k",
            AcceptedAt = DateTimeOffset.UnixEpoch,
        };

        public Task<RunView?> FindAsync(long id, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _asked);
            return Task.FromResult(View);
        }

        public Task<RunPage> ListAsync(RunFilter filter, long? beforeId, int count, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<long?> SkipAsync(long? jobId, int skip, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<long> CountAsync(long? jobId, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
