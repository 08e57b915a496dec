using Node.Core.Storage;
using Node.Jobs.Specs.Versions;

namespace Node.Jobs.Specs;

/// <summary>Reads jobs and their versions for those who show them.</summary>
internal sealed class StoredJobs(Database database, JobRepository jobs, JobVersionRepository versions) : IStoredJobs
{
    public Task<long?> FindIdAsync(Guid externalJobId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => jobs.FindIdAsync(session, externalJobId), cancellationToken);

    public async Task<IReadOnlyList<JobVersion>> VersionsAsync(long jobId, CancellationToken cancellationToken) =>
        [.. (await database.ReadAsync(session => versions.ListAsync(session, jobId), cancellationToken)).Select(static row => Of(row, isListed: true))];

    public async Task<JobVersion?> FindVersionAsync(long jobId, int version, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => versions.FindAsync(session, jobId, version), cancellationToken) is { } row ? Of(row, isListed: false) : null;

    private static JobVersion Of(JobVersionRow row, bool isListed) =>
        new(row.JobId, (int)row.Version, row.CreatedAt, (int?)row.RestoresVersion, isListed ? null : row.SpecText);
}
