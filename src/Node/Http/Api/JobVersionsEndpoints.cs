using Node.Http.Auth;
using Node.Http.Shapes;
using Node.Jobs.Specs;
using Node.Jobs.Specs.Versions;

namespace Node.Http.Api;

/// <summary><c>/v2/jobs/{id}/versions</c>: what a job was, and what changed from one version to another.</summary>
internal static class JobVersionsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v2/jobs/{id}/versions", ListAsync).WithMetadata(new RoutePolicy(Role.View));
        routes.MapGet("/v2/jobs/{id}/versions/{version}", ShowAsync).WithMetadata(new RoutePolicy(Role.View));
        routes.MapGet("/v2/jobs/{id}/versions/{version}/diff", DiffAsync).WithMetadata(new RoutePolicy(Role.View));
    }

    private static async Task<IResult> ListAsync(string id, IStoredJobs stored, CancellationToken cancellationToken)
    {
        if (!JobPath.TryRead(id, out var path))
        {
            return JobPath.Refuse();
        }

        var versions = await path.FindIdAsync(stored, cancellationToken) is { } number ? await stored.VersionsAsync(number, cancellationToken) : [];
        return versions.Count == 0
            ? JsonApi.Error(StatusCodes.Status404NotFound, "job not found")
            : JsonApi.Many(versions.Select(version => JobVersionDocuments.Of(version)), versions.Count);
    }

    private static async Task<IResult> ShowAsync(string id, string version, IStoredJobs stored, CancellationToken cancellationToken)
    {
        var (found, refusal) = await FindAsync(id, version, stored, cancellationToken);
        return found is null ? refusal! : JsonApi.One(JobVersionDocuments.Of(found));
    }

    private static async Task<IResult> DiffAsync(string id, string version, HttpRequest request, IStoredJobs stored, CancellationToken cancellationToken)
    {
        var (to, refusal) = await FindAsync(id, version, stored, cancellationToken);
        if (to is null)
        {
            return refusal!;
        }

        // Without a word on it: from the version before, as far as it is kept; the first came from nothing.
        var asked = (string?)request.Query["from"];
        if (asked is null && to.Version == 1)
        {
            return JsonApi.One(JobVersionDocuments.Diff(null, to));
        }

        var (from, fromRefusal) = await FindAsync(id, asked ?? $"{to.Version - 1}", stored, cancellationToken);
        return from is null ? fromRefusal! : JsonApi.One(JobVersionDocuments.Diff(from, to));
    }

    private static async Task<(JobVersion? Version, IResult? Refusal)> FindAsync(string id, string version, IStoredJobs stored, CancellationToken cancellationToken)
    {
        if (!JobPath.TryRead(id, out var path))
        {
            return (null, JobPath.Refuse());
        }

        if (!JobPath.TryNumber(version, out var number) || number is < 1 or > int.MaxValue)
        {
            return (null, JsonApi.Error(StatusCodes.Status422UnprocessableEntity, "a version is a whole number from 1"));
        }

        if (await path.FindIdAsync(stored, cancellationToken) is not { } jobId)
        {
            return (null, JsonApi.Error(StatusCodes.Status404NotFound, "job not found"));
        }

        return await stored.FindVersionAsync(jobId, (int)number, cancellationToken) is { } found
            ? (found, null)
            : (null, JsonApi.Error(StatusCodes.Status404NotFound, $"job {jobId} has no version {number}, or it is not kept any more"));
    }
}
