using Node.Core.Storage;

namespace Node.Jobs.Specs.Errors;

/// <summary>The table <c>job_errors</c>.</summary>
internal sealed class JobErrorRepository
{
    /// <summary>Adds occurrences; those of a job that is gone are dropped.</summary>
    public Task AddAsync(WriteSession session, long jobId, string description, PendingError error) => session.ExecuteAsync(
        """
        INSERT INTO job_errors (job_id, description, occurrences, first_at, last_at)
        SELECT id, @description, @occurrences, @firstAt, @lastAt FROM jobs WHERE id = @jobId
        ON CONFLICT (job_id, description) DO UPDATE
        SET occurrences = job_errors.occurrences + excluded.occurrences, last_at = excluded.last_at
        """,
        new { jobId, description, occurrences = error.Count, firstAt = error.FirstAt, lastAt = error.LastAt });

    /// <summary>Keeps the <paramref name="max"/> errors of a job that occurred last.</summary>
    public Task TrimAsync(WriteSession session, long jobId, int max) => session.ExecuteAsync(
        """
        DELETE FROM job_errors WHERE job_id = @jobId
        AND id NOT IN (SELECT id FROM job_errors WHERE job_id = @jobId ORDER BY last_at DESC, id DESC LIMIT @max)
        """,
        new { jobId, max = (long)max });

    /// <summary>The errors of jobs, by job, those of one newest first.</summary>
    public Task<IReadOnlyList<JobError>> ListAsync(ReadSession session, IReadOnlyCollection<long> jobIds) => session.QueryAsync<JobError>(
        $"""
        SELECT id, job_id, description, occurrences, first_at, last_at FROM job_errors
        WHERE {session.Dialect.InNumbers("job_id", "@jobIds")} ORDER BY job_id, last_at DESC, id DESC
        """,
        new { jobIds = NumberList.ToJson(jobIds) });

    /// <summary>Drops an error.</summary>
    /// <returns>False when there is none.</returns>
    public async Task<bool> RemoveAsync(WriteSession session, long id) =>
        await session.ExecuteAsync("DELETE FROM job_errors WHERE id = @id", new { id }) == 1;

    /// <summary>Drops all errors of a job.</summary>
    public Task RemoveOfJobAsync(WriteSession session, long jobId) =>
        session.ExecuteAsync("DELETE FROM job_errors WHERE job_id = @jobId", new { jobId });
}
