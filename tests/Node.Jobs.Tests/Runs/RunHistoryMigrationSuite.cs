using Node.Core.Storage;
using Node.Jobs.Runs;
using Xunit;

namespace Node.Jobs.Tests.Runs;

/// <summary>Runs of an older schema are carried over to the history in segments or in order of finishing.</summary>
public abstract class RunHistoryMigrationSuite(EngineKind engine) : DatabaseSuite(engine)
{
    private const string Before = "220_";

    [Fact]
    public async Task What_was_stored_before_is_there_afterwards()
    {
        await using var old = await OldDatabase.CreateAsync(Engine, Before);
        await old.Database.WriteAsync(
            async session =>
            {
                for (var id = 1; id <= 3; id++)
                {
                    await session.ExecuteAsync(
                        """
                        INSERT INTO runs (id, job_id, state, trigger_kind, trigger_key, accepted_at, finished_at, record)
                        VALUES (@id, 7, 'Errored', 'cron', @key, 5, @finished, @record)
                        """,
                        new { id, key = $"k{id}", finished = 100 - id, record = $"{{\"n\":\"\u20ac{id}\"}}" });
                }

                await session.ExecuteAsync("INSERT INTO run_keys (job_id, trigger_key, run_id) VALUES (7, 'k1', 1)");
            },
            Token);

        await MigrationRunner.ApplyAsync(old.Database, old.Migrations, Token);

        var history = new RunHistoryRepository();
        var found = await old.Database.ReadAsync(session => history.FindAsync(session, 2), Token);
        Assert.Equal(
            (2L, 7L, 1, null, RunStatus.Errored, "cron", "k2", "{\"n\":\"\u20ac2\"}"),
            (found!.Id, found.JobId, found.JobVersion, found.RetryOf, found.State, found.TriggerKind, found.TriggerKey, found.Record));
        Assert.Equal(3, await old.Database.ReadAsync(session => history.CountAsync(session, 7), Token));
        Assert.Equal(3, await old.Database.ReadAsync(session => history.CountAsync(session, null), Token));
        await old.Database.WriteAsync(session => history.AddAsync(session, [new FinishedRun { Id = 4, JobId = 7, Record = "{}", State = RunStatus.Completed }]), Token);
        var ids = await old.Database.ReadAsync(session => history.ListIdsAsync(session, RunFilter.All, 0, long.MaxValue, 10), Token);
        Assert.Equal([4L, 3L, 2L, 1L], ids);

        // A key begins its time at the migration.
        var accepted = await old.Database.ReadAsync(session => session.SingleAsync<DateTimeOffset>("SELECT accepted_at FROM run_keys"), Token);
        Assert.InRange(TimeProvider.System.GetUtcNow() - accepted, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(2));
    }
}
