using Microsoft.Extensions.Time.Testing;
using Node.Core.Storage;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Running;
using Node.Jobs.Runs;
using Node.Jobs.Tests.Runs;
using Xunit;

namespace Node.Jobs.Tests.Running;

/// <summary>What a process does when its lease runs out, and after others have gone.</summary>
public sealed class RunLeaseTests() : DatabaseSuite(EngineKind.Postgres)
{
    [Fact]
    public async Task Nothing_starts_while_the_lease_is_out_and_what_waited_starts_when_it_is_prolonged()
    {
        var time = new FakeTimeProvider();
        var rig = new RunnerRig(Database, leaseTime: time);
        var source = new HeldSource(rig.Http);
        source.Let(10);
        var job = await rig.AddJobAsync(HeldSource.Pipeline);
        await rig.StartAsync();
        await rig.EndOfAsync((await rig.AcceptAsync(job, "k0", Vars(0))).RunId);
        AcceptedRun late;
        await using (await HoldInstancesAsync())
        {
            Assert.False(rig.Lease.IsOut);
            time.Advance(rig.Options.LeaseTime);
            Assert.True(rig.Lease.IsOut);
            late = await rig.AcceptAsync(job, "k1", Vars(1));
            await RunnerRig.UntilAsync(() => rig.Lanes.PausedCount == 1, "the lane should be kept");
            Assert.Equal([0], source.Asked);
        }

        Assert.Equal(RunStatus.Completed, (await rig.EndOfAsync(late.RunId)).State);
        Assert.Equal([0, 1], source.Asked);
        Assert.False(rig.Lease.IsOut);
        await rig.CloseAsync();
    }

    [Fact]
    public async Task The_looks_after_others_have_gone_count_only_when_they_succeed()
    {
        var rig = new RunnerRig(Database);
        await rig.Lease.StartAsync(Token);
        var other = await Database.WriteAsync(session => rig.Instances.RegisterAsync(session, TimeSpan.FromHours(1)), Token);
        await RunnerRig.UntilAsync(() => rig.Lease.HasOthers, "the other should be seen");
        var poll = new RunPoll(Database, rig.OpenRuns, rig.Lanes, rig.Lease, rig.Running);
        await poll.LookAsync(Token);
        var looks = poll.LooksLeft;
        Assert.True(looks > 0);
        await Database.WriteAsync(session => rig.Instances.RemoveAsync(session, other), Token);
        await RunnerRig.UntilAsync(() => !rig.Lease.HasOthers, "the other should be gone");
        for (var i = 0; i < 10; i++)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll.LookAsync(new CancellationToken(canceled: true)));
        }

        Assert.Equal(looks, poll.LooksLeft);
        await poll.LookAsync(Token);
        Assert.Equal(looks - 1, poll.LooksLeft);
        await rig.Lease.CloseAsync();
    }

    private static PipelineValue Vars(int n) => PipelineValue.Map(("jobRun", PipelineValue.Map(("n", PipelineValue.Of(n)))));

    private async Task<IAsyncDisposable> HoldInstancesAsync()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var holding = Database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("LOCK TABLE run_instances IN ACCESS EXCLUSIVE MODE");
                entered.SetResult();
                await released.Task;
            },
            CancellationToken.None);
        await entered.Task.WaitAsync(RunnerRig.Patience, Token);
        return new Held(released, holding);
    }

    private sealed class Held(TaskCompletionSource released, Task holding) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            released.TrySetResult();
            await holding.WaitAsync(RunnerRig.Patience);
        }
    }
}
