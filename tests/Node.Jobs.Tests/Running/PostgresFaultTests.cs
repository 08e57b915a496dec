using Node.Core.Storage;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Runs;
using Node.Jobs.Specs;
using Node.Testing;
using Node.Testing.Postgres;
using Xunit;

namespace Node.Jobs.Tests.Running;

/// <summary>PostgreSQL fails in the ways it does: each run is kept once, in order, and all goes on by itself.</summary>
public sealed class PostgresFaultTests
{
    // Ten seconds are the bar, held where the machine is the test's own.
    private static readonly TimeSpan BackWithin = TimeSpan.FromSeconds(TestScale.Pick(30, 10));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(HeldSource.Pipeline)]
    [InlineData("out [type=multiply input=\"$(jobRun.n)\" times=2]")]
    public async Task Connections_cut_after_the_commit_was_sent_lose_and_double_nothing(string pipeline)
    {
        await using var server = await PostgresServer.StartAsync(cancellationToken: Token);
        await using var world = await FaultWorld.StartAsync(server, pipeline);
        var cuts = TestScale.Pick(8, 60);
        for (var n = 0; n < cuts; n++)
        {
            world.Proxy.CutAfterCommits(1 + (n % 3));
            await world.AcceptAsync(5);
        }

        world.Proxy.CutAfterCommits(0);
        await world.CheckAsync();
        Assert.True(world.Proxy.CutCommits >= cuts, $"only {world.Proxy.CutCommits} commits were cut");
    }

    [Fact]
    public async Task A_stall_only_delays()
    {
        await using var server = await PostgresServer.StartAsync(cancellationToken: Token);
        await using var world = await FaultWorld.StartAsync(server);
        await world.AcceptAsync(5);
        world.Proxy.Stall();
        var sending = world.AcceptAsync(20);
        await Task.Delay(TestScale.Pick(1, 5) * 1000, Token);
        Assert.False(sending.IsCompleted);
        world.Proxy.Resume();
        await sending.WaitAsync(BackWithin, Token);
        await world.CheckAsync().WaitAsync(BackWithin, Token);
    }

    [Fact]
    public async Task A_server_that_crashes_and_recovers_under_work_is_soon_gone_on_with()
    {
        await using var server = await PostgresServer.StartAsync(new PostgresOptions { Durable = true }, Token); // or the crash would lose commits
        await using var world = await FaultWorld.StartAsync(server);
        for (var crash = 0; crash < TestScale.Pick(1, 10); crash++)
        {
            var sending = world.AcceptAsync(50);
            await server.CrashAsync(Token);
            await server.UntilBackAsync(Token);
            var back = TimeProvider.System.GetTimestamp();
            await sending;
            await world.CheckAsync();
            Assert.InRange(TimeProvider.System.GetElapsedTime(back), TimeSpan.Zero, BackWithin);
        }
    }

    /// <summary>A runner whose database is behind a proxy, with a job whose runs note that they began.</summary>
    private sealed class FaultWorld : IAsyncDisposable
    {
        private readonly PostgresDatabase _place;
        private readonly Database _database;
        private readonly RunnerRig _rig;
        private readonly HeldSource _source;
        private readonly Job _job;
        private int _sent;

        private FaultWorld(PostgresDatabase place, FaultProxy proxy, Database database, RunnerRig rig, Job job)
        {
            (_place, Proxy, _database, _rig, _job) = (place, proxy, database, rig, job);
            _source = new HeldSource(rig.Http);
            _source.Let(100_000);
        }

        public FaultProxy Proxy { get; }

        public static async Task<FaultWorld> StartAsync(PostgresServer server, string pipeline = HeldSource.Pipeline)
        {
            var place = await server.CreateAsync(cancellationToken: Token);
            var proxy = FaultProxy.Before(place.Url);
            var database = Database.Open(DatabaseUrl.Parse(proxy.Through(place.Url)), TimeProvider.System);
            await MigrationRunner.ApplyAsync(database, MigrationSource.Read(EngineKind.Postgres, [typeof(Database).Assembly, typeof(RunJournal).Assembly]), Token);
            var rig = new RunnerRig(database);
            var job = await rig.AddJobAsync(pipeline);
            await rig.StartAsync();
            return new FaultWorld(place, proxy, database, rig, job);
        }

        /// <summary>Accepts runs one after the other: each is acknowledged before the next is sent.</summary>
        public async Task AcceptAsync(int count)
        {
            for (var i = 0; i < count; i++)
            {
                var n = _sent++;
                Assert.True((await _rig.AcceptAsync(_job, $"k{n}", PipelineValue.Map(("jobRun", PipelineValue.Map(("n", PipelineValue.Of(n))))))).IsNew, $"k{n}");
            }
        }

        public async Task CheckAsync()
        {
            await RunnerRig.UntilAsync(async () => await IsDoneAsync(), "all runs should end");
            var history = await _rig.HistoryAsync(_job);
            Assert.Equal(_sent, history.Count);
            Assert.Equal(_sent, history.Select(run => run.TriggerKey).Distinct().Count());
            Assert.All(history, run => Assert.True(run.State == RunStatus.Completed, run.Record));
            Assert.Equal(_job.Spec.Pipeline.OnlyComputes ? [] : Enumerable.Range(0, _sent), _source.Asked.Distinct());
            Assert.Equal(Enumerable.Range(0, _sent).Select(n => $"k{n}"), history.OrderBy(run => run.Id).Select(run => run.TriggerKey));
        }

        public async ValueTask DisposeAsync()
        {
            await _rig.CloseAsync();
            await _database.DisposeAsync();
            await Proxy.DisposeAsync();
            await _place.DisposeAsync();
        }

        private async Task<bool> IsDoneAsync()
        {
            try
            {
                return await _rig.OpenCountAsync() == 0;
            }
            catch (System.Data.Common.DbException)
            {
                return false;
            }
        }
    }
}
