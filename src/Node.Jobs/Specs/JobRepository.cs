using Node.Core.Storage;

namespace Node.Jobs.Specs;

/// <summary>The table <c>jobs</c>.</summary>
internal sealed class JobRepository
{
    /// <summary>Stores a job.</summary>
    /// <returns>Its number, or null when a job with this external id is there already.</returns>
    public Task<long?> TryAddAsync(WriteSession session, Guid externalJobId, JobSpec spec, DateTimeOffset createdAt) =>
        session.FirstOrDefaultAsync<long?>(
            """
            INSERT INTO jobs (external_job_id, type_name, name, spec_text, created_at)
            VALUES (@externalJobId, @typeName, @name, @specText, @createdAt)
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

    /// <summary>All jobs, oldest first.</summary>
    public Task<IReadOnlyList<JobRow>> ListAsync(ReadSession session) =>
        session.QueryAsync<JobRow>("SELECT id, external_job_id, spec_text, created_at FROM jobs ORDER BY id");

    /// <summary>Whether a job is stored, whether or not it could be loaded.</summary>
    public async Task<bool> ExistsAsync(ReadSession session, long id) =>
        await session.FirstOrDefaultAsync<long?>("SELECT id FROM jobs WHERE id = @id", new { id }) is not null;

    /// <summary>Removes a job.</summary>
    /// <returns>False when there is none.</returns>
    public async Task<bool> RemoveAsync(WriteSession session, long id) =>
        await session.ExecuteAsync("DELETE FROM jobs WHERE id = @id", new { id }) == 1;
}
