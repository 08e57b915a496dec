using Node.Core.Storage;
using Node.Jobs.Runs;
using Node.Jobs.Runs.Retention;
using Xunit;

namespace Node.Jobs.Tests.Runs.Retention;

/// <summary>What forgetting old trigger keys promises, on either engine.</summary>
public abstract class RunKeyPrunerSuite(EngineKind engine) : DatabaseSuite(engine)
{
    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private readonly OpenRunRepository _open = new();

    [Fact]
    public async Task Keys_that_are_too_old_are_forgotten_and_those_of_open_runs_are_not()
    {
        // Several pieces; every third run is old, and one of these is still open.
        const int Count = 2500;
        await AddAsync([.. Enumerable.Range(1, Count).Select(id => Run(id, id % 3, id % 3 == 0 ? At : At.AddDays(10)))]);
        await Database.WriteAsync(
            session => _open.RemoveAsync(session, [.. Enumerable.Range(1, Count).Select(id => (long)id).Where(id => id != 300)]), Token);

        var pruned = await new RunKeyPruner(Database, TimeProvider.System).PruneAsync(At.AddDays(5), Token);

        Assert.Equal((Count / 3) - 1, pruned);
        Assert.Equal(Count - pruned, await CountAsync());
        Assert.Equal(300, await FindAsync(0, "k300"));
        Assert.Null(await FindAsync(0, "k303"));
        Assert.Equal(304, await FindAsync(1, "k304"));
        Assert.Equal(0, await new RunKeyPruner(Database, TimeProvider.System).PruneAsync(At.AddDays(5), Token));
    }

    [Fact]
    public async Task A_key_that_was_forgotten_makes_a_new_run()
    {
        await AddAsync(Run(1, 1, At));
        await Database.WriteAsync(session => _open.RemoveAsync(session, [1]), Token);
        Assert.Empty(await AddAsync(Run(2, 1, At, "k1")));

        await new RunKeyPruner(Database, TimeProvider.System).PruneAsync(At, Token);
        Assert.Empty(await AddAsync(Run(3, 1, At, "k1")));
        await new RunKeyPruner(Database, TimeProvider.System).PruneAsync(At.AddMicroseconds(1), Token);

        Assert.Equal([4L], await AddAsync(Run(4, 1, At, "k1")));
    }

    private static OpenRun Run(long id, long jobId, DateTimeOffset at, string? key = null) => new()
    {
        Id = id,
        JobId = jobId,
        State = RunStatus.Accepted,
        TriggerKind = TriggerKind.Webhook,
        TriggerKey = key ?? $"k{id}",
        AcceptedAt = at,
    };

    private Task<IReadOnlySet<long>> AddAsync(params OpenRun[] runs) => Database.WriteAsync(session => _open.AddAsync(session, runs), Token);

    private Task<long?> FindAsync(long jobId, string key) => Database.ReadAsync(session => _open.FindByKeyAsync(session, jobId, key), Token);

    private Task<long> CountAsync() => Database.ReadAsync(session => session.SingleAsync<long>("SELECT count(*) FROM run_keys"), Token);
}
