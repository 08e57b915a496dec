using Node.Core.Storage;

namespace Node.Jobs.Runs;

/// <summary>
/// The tables <c>run_instances</c>, the processes that may execute runs, and <c>run_lanes</c>, which of them executes those of a
/// job. An instance's number rises with each registration and is never used twice: it is the fence. Time is the database's.
/// </summary>
internal sealed class RunInstanceRepository
{
    /// <summary>The number source of instances; taking a number also keeps claims and removals apart from each other.</summary>
    private const string Gate = "run_instances";

    /// <summary>Registers a new instance. On SQLite, whose file belongs to one process, all earlier ones are known to be dead.</summary>
    /// <returns>Its number.</returns>
    public async Task<long> RegisterAsync(WriteSession session, TimeSpan lease)
    {
        var id = await IdSource.TakeAsync(session, Gate, 1);
        if (session.Dialect.Engine == EngineKind.Sqlite)
        {
            await session.ExecuteAsync("DELETE FROM run_instances");
        }

        await session.ExecuteAsync(
            $"INSERT INTO run_instances (id, lease_until) VALUES (@id, {session.Dialect.NowMicros} + @lease)", new { id, lease = Micros(lease) });
        return id;
    }

    /// <summary>Prolongs the lease of an instance and removes those whose lease is over.</summary>
    /// <returns>All instances that are left, rising; without <paramref name="id"/> when it was removed.</returns>
    public async Task<IReadOnlyList<long>> RenewAsync(WriteSession session, long id, TimeSpan lease)
    {
        await session.ExecuteAsync(
            $"UPDATE run_instances SET lease_until = {session.Dialect.NowMicros} + @lease WHERE id = @id", new { id, lease = Micros(lease) });
        var expired = $"lease_until < {session.Dialect.NowMicros}";
        if (await session.FirstOrDefaultAsync<long?>($"SELECT id FROM run_instances WHERE {expired} LIMIT 1") is not null)
        {
            await IdSource.TakeAsync(session, Gate, 1);
            await session.ExecuteAsync($"DELETE FROM run_instances WHERE {expired}");
        }

        return await session.QueryAsync<long>("SELECT id FROM run_instances ORDER BY id");
    }

    /// <summary>Gives a lease back: whoever comes may take over at once.</summary>
    public Task RemoveAsync(WriteSession session, long id) => session.ExecuteAsync("DELETE FROM run_instances WHERE id = @id", new { id });

    /// <summary>
    /// Which of these instances nobody has taken over from. On PostgreSQL nobody can until the transaction ends, so that what it
    /// writes for them is written under their right.
    /// </summary>
    public async Task<IReadOnlySet<long>> HeldAsync(WriteSession session, IReadOnlyCollection<long> ids)
    {
        var group = session.NewGroup();
        var held = Held(group, ids);
        await group.SendAsync();
        return held.Values.ToHashSet();
    }

    /// <inheritdoc cref="HeldAsync"/>
    public GroupedNumbers Held(StatementGroup group, IReadOnlyCollection<long> ids) => group.Query(
        $"SELECT id FROM run_instances WHERE {group.Dialect.InNumbers("id", "@ids")} {group.Dialect.ForKeyShare}", ("ids", NumberList.ToJson(ids)));

    /// <summary>Claims lanes that nobody has, or whose instance is gone.</summary>
    /// <returns>The jobs whose lanes are the instance's now; null when the instance itself is gone.</returns>
    public async Task<IReadOnlySet<long>?> ClaimAsync(WriteSession session, long id, IReadOnlyCollection<long> jobIds)
    {
        // The gate first: every statement after it sees all registrations and claims that came before.
        await IdSource.TakeAsync(session, Gate, 1);
        if (!(await HeldAsync(session, [id])).Contains(id))
        {
            return null;
        }

        await session.BulkInsertAsync(new BulkInsert(
            "run_lanes",
            [new BulkColumn("job_id", BulkType.Number), new BulkColumn("instance_id", BulkType.Number)],
            [.. jobIds.Select(jobId => new object?[] { jobId, id })])
        {
            SkipConflicts = true,
        });
        var chosen = session.Dialect.InNumbers("job_id", "@jobIds");
        var args = new { id, jobIds = NumberList.ToJson(jobIds) };
        await session.ExecuteAsync(
            $"UPDATE run_lanes SET instance_id = @id WHERE {chosen} AND instance_id NOT IN (SELECT id FROM run_instances)", args);
        return (await session.QueryAsync<long>($"SELECT job_id FROM run_lanes WHERE {chosen} AND instance_id = @id", args)).ToHashSet();
    }

    /// <summary>Gives lanes up.</summary>
    public Task ReleaseAsync(WriteSession session, long id, IReadOnlyCollection<long> jobIds) => session.ExecuteAsync(
        $"DELETE FROM run_lanes WHERE {session.Dialect.InNumbers("job_id", "@jobIds")} AND instance_id = @id", new { id, jobIds = NumberList.ToJson(jobIds) });

    private static long Micros(TimeSpan lease) => lease.Ticks / TimeSpan.TicksPerMicrosecond;
}
