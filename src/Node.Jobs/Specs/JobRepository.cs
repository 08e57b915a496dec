using Node.Core.Storage;

namespace Node.Jobs.Specs;

/// <summary>The table <c>jobs</c>.</summary>
internal sealed class JobRepository
{
    private const string Columns = "id, external_job_id, name, spec_text, version, created_at, updated_at";

    private const string Changes = "job_changes";

    /// <summary>
    /// Notes that jobs are created, replaced or removed by this transaction. To be called last in it: until it commits, no other
    /// transaction that changes jobs does.
    /// </summary>
    public Task NoteChangeAsync(WriteSession session) => IdSource.TakeAsync(session, Changes, 1);

    /// <summary>A number that rises with each commit that changes jobs, whichever process makes it.</summary>
    public Task<long> RevisionAsync(ReadSession session) => IdSource.PeekAsync(session, Changes);

    /// <summary>Stores a job.</summary>
    /// <returns>Its number, or null when a job with this external id is there already.</returns>
    public Task<long?> TryAddAsync(WriteSession session, Guid externalJobId, JobSpec spec, DateTimeOffset createdAt) =>
        session.FirstOrDefaultAsync<long?>(
            """
            INSERT INTO jobs (external_job_id, type_name, name, spec_text, created_at, updated_at)
            VALUES (@externalJobId, @typeName, @name, @specText, @createdAt, @createdAt)
            ON CONFLICT (external_job_id) DO NOTHING
            RETURNING id
            """,
            new
            {
                externalJobId = externalJobId.ToString("D"),
                typeName = spec.TypeName,
                name = spec.Name,
                specText = spec.Source,
                createdAt,
            });

    /// <summary>Gives a job its next version.</summary>
    /// <returns>False when it does not have version <paramref name="version"/> − 1, or is gone.</returns>
    public async Task<bool> TryReplaceAsync(WriteSession session, long id, JobSpec spec, int version, DateTimeOffset updatedAt) =>
        await session.ExecuteAsync(
            """
            UPDATE jobs SET type_name = @typeName, name = @name, spec_text = @specText, version = @version, updated_at = @updatedAt
            WHERE id = @id AND version = @version - 1
            """,
            new { id, typeName = spec.TypeName, name = spec.Name, specText = spec.Source, version = (long)version, updatedAt }) == 1;

    /// <summary>All jobs, oldest first.</summary>
    public Task<IReadOnlyList<JobRow>> ListAsync(ReadSession session) => session.QueryAsync<JobRow>($"SELECT {Columns} FROM jobs ORDER BY id");

    /// <summary>All jobs without their specs, oldest first.</summary>
    public Task<IReadOnlyList<JobRow>> ListHeadsAsync(ReadSession session) =>
        session.QueryAsync<JobRow>("SELECT id, external_job_id, name, version, created_at, updated_at FROM jobs ORDER BY id");

    /// <summary>Some jobs.</summary>
    public Task<IReadOnlyList<JobRow>> ListAsync(ReadSession session, IReadOnlyCollection<long> ids) => session.QueryAsync<JobRow>(
        $"SELECT {Columns} FROM jobs WHERE {session.Dialect.InNumbers("id", "@ids")} ORDER BY id", new { ids = NumberList.ToJson(ids) });

    /// <summary>One job, or null.</summary>
    public Task<JobRow?> FindAsync(ReadSession session, long id) =>
        session.FirstOrDefaultAsync<JobRow>($"SELECT {Columns} FROM jobs WHERE id = @id", new { id });

    /// <summary>Those of <paramref name="ids"/> that are stored.</summary>
    public Task<IReadOnlyList<long>> ExistingAsync(ReadSession session, IReadOnlyCollection<long> ids) => session.QueryAsync<long>(
        $"SELECT id FROM jobs WHERE {session.Dialect.InNumbers("id", "@ids")}", new { ids = NumberList.ToJson(ids) });

    /// <summary>The number of the job with an external id, or null.</summary>
    public Task<long?> FindIdAsync(ReadSession session, Guid externalJobId) => session.FirstOrDefaultAsync<long?>(
        "SELECT id FROM jobs WHERE external_job_id = @externalJobId", new { externalJobId = externalJobId.ToString("D") });

    /// <summary>Whether a job is stored, whether or not it could be loaded.</summary>
    public async Task<bool> ExistsAsync(ReadSession session, long id) =>
        await session.FirstOrDefaultAsync<long?>("SELECT id FROM jobs WHERE id = @id", new { id }) is not null;

    /// <summary>Removes a job.</summary>
    /// <returns>False when there is none.</returns>
    public async Task<bool> RemoveAsync(WriteSession session, long id) =>
        await session.ExecuteAsync("DELETE FROM jobs WHERE id = @id", new { id }) == 1;
}
