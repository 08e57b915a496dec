using Microsoft.Extensions.Time.Testing;
using Node.Jobs.Running;
using Node.Jobs.Runs;
using Xunit;

namespace Node.Jobs.Tests.Running;

public sealed class RunWaitersTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly OneRun _runs = new();
    private readonly RunWaiters _waiters;

    public RunWaitersTests() => _waiters = new RunWaiters(_runs);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_gives_up_does_not_take_the_answer_from_another_who_waits()
    {
        var patient = _waiters.WaitAsync(1, TimeSpan.FromHours(1), _time, Token);
        var impatient = _waiters.WaitAsync(1, TimeSpan.FromSeconds(1), _time, Token);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Null((await impatient.WaitAsync(RunnerRig.Patience, Token))!.FinishedAt);
        Assert.False(patient.IsCompleted);
        _runs.View = _runs.View! with { FinishedAt = DateTimeOffset.UnixEpoch };
        _waiters.OnFinished(new FinishedRun { Id = 1 });
        Assert.NotNull((await patient.WaitAsync(RunnerRig.Patience, Token))!.FinishedAt);
    }

    [Fact]
    public async Task A_run_that_is_finished_suspended_or_unknown_is_not_waited_for()
    {
        _runs.View = _runs.View! with { State = RunStatus.Suspended };
        Assert.Equal(RunStatus.Suspended, (await _waiters.WaitAsync(1, TimeSpan.FromHours(1), _time, Token).WaitAsync(RunnerRig.Patience, Token))!.State);
        _runs.View = _runs.View with { FinishedAt = DateTimeOffset.UnixEpoch };
        Assert.NotNull(await _waiters.WaitAsync(1, TimeSpan.FromHours(1), _time, Token).WaitAsync(RunnerRig.Patience, Token));
        _runs.View = null;
        Assert.Null(await _waiters.WaitAsync(1, TimeSpan.FromHours(1), _time, Token).WaitAsync(RunnerRig.Patience, Token));
    }

    private sealed class OneRun : IRunReader
    {
        public RunView? View { get; set; } = new()
        {
            Id = 1,
            JobId = 1,
            State = RunStatus.Accepted,
            TriggerKind = TriggerKind.Webhook,
            TriggerKey = "k",
            AcceptedAt = DateTimeOffset.UnixEpoch,
        };

        public Task<RunView?> FindAsync(long id, CancellationToken cancellationToken) => Task.FromResult(View);

        public Task<RunPage> ListAsync(RunFilter filter, long? beforeId, int count, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<long?> SkipAsync(long? jobId, int skip, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<long> CountAsync(long? jobId, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
