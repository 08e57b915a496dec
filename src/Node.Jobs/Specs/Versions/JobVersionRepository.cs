using Node.Core.Storage;

namespace Node.Jobs.Specs.Versions;

/// <summary>The table <c>job_versions</c>.</summary>
internal sealed class JobVersionRepository
{
    private static readonly BulkColumn[] Columns =
    [
        new("job_id", BulkType.Number), new("version", BulkType.Number), new("spec_text", BulkType.Text),
        new("restores_version", BulkType.Number), new("created_at", BulkType.Time),
    ];

    /// <summary>Stores versions.</summary>
    public Task AddAsync(WriteSession session, IReadOnlyList<JobVersionRow> rows) => rows.Count == 0
        ? Task.CompletedTask
        : session.BulkInsertAsync(new BulkInsert(
            "job_versions", Columns, [.. rows.Select(row => new object?[] { row.JobId, row.Version, row.SpecText, row.RestoresVersion, row.CreatedAt })]));

    /// <summary>One version with its spec, or null.</summary>
    public Task<JobVersionRow?> FindAsync(ReadSession session, long jobId, long version) => session.FirstOrDefaultAsync<JobVersionRow>(
        "SELECT job_id, version, spec_text, restores_version, created_at FROM job_versions WHERE job_id = @jobId AND version = @version",
        new { jobId, version });

    /// <summary>The versions of a job without their specs, newest first.</summary>
    public Task<IReadOnlyList<JobVersionRow>> ListAsync(ReadSession session, long jobId) => session.QueryAsync<JobVersionRow>(
        "SELECT job_id, version, restores_version, created_at FROM job_versions WHERE job_id = @jobId ORDER BY version DESC", new { jobId });

    /// <summary>Drops the versions of a job up to <paramref name="last"/>, except those in <paramref name="needed"/>.</summary>
    public Task TrimAsync(WriteSession session, long jobId, long last, IReadOnlyCollection<long> needed) => session.ExecuteAsync(
        $"DELETE FROM job_versions WHERE job_id = @jobId AND version <= @last AND NOT ({session.Dialect.InNumbers("version", "@needed")})",
        new { jobId, last, needed = NumberList.ToJson(needed) });

    /// <summary>Drops all versions of a job.</summary>
    public Task RemoveAsync(WriteSession session, long jobId) =>
        session.ExecuteAsync("DELETE FROM job_versions WHERE job_id = @jobId", new { jobId });
}
