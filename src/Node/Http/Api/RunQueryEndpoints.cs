using System.Globalization;
using System.Text.Json.Nodes;
using Node.Eth.Transactions;
using Node.Http.Auth;
using Node.Http.Shapes;
using Node.Jobs.Runs;
using Node.Jobs.Specs;

namespace Node.Http.Api;

/// <summary>Lists and shows runs: <c>/v2/runs</c>, the field's <c>/v2/pipeline/runs</c>, and <c>/v2/jobs/{id}/runs</c>.</summary>
internal static class RunQueryEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var path in new[] { "/v2/runs", "/v2/pipeline/runs" })
        {
            routes.MapGet(path, (HttpRequest request, JobCatalog catalog, IRunReader runs, ITxReader txs, CancellationToken token) =>
                ListAsync(request, null, catalog, runs, txs, token)).WithMetadata(new RoutePolicy(Role.View));
        }

        routes.MapGet("/v2/jobs/{id}/runs", ListOfJobAsync).WithMetadata(new RoutePolicy(Role.View));
        routes.MapGet("/v2/runs/{runId}", ShowAnyAsync).WithMetadata(new RoutePolicy(Role.View));
        routes.MapGet("/v2/jobs/{id}/runs/{runId}", ShowOfJobAsync).WithMetadata(new RoutePolicy(Role.View));
    }

    private static Task<IResult> ListOfJobAsync(
        string id, HttpRequest request, JobCatalog catalog, IRunReader runs, ITxReader txs, CancellationToken cancellationToken)
    {
        if (!JobPath.TryRead(id, out var path))
        {
            return Task.FromResult(JobPath.Refuse());
        }

        return JobIdOf(path, catalog) is { } jobId
            ? ListAsync(request, jobId, catalog, runs, txs, cancellationToken)
            : Task.FromResult(JsonApi.Error(StatusCodes.Status404NotFound, "job not found"));
    }

    private static async Task<IResult> ListAsync(
        HttpRequest request, long? jobId, JobCatalog catalog, IRunReader runs, ITxReader txs, CancellationToken cancellationToken)
    {
        if (!RunQuery.TryRead(request, jobId, catalog, out var query, out var problem))
        {
            return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, problem);
        }

        var before = query.Cursor;
        var isBeyond = false;
        if (query.Paging.Skip > 0)
        {
            before = await runs.SkipAsync(query.Filter.JobId, query.Paging.Skip, cancellationToken);
            isBeyond = before is null;
        }

        var page = isBeyond ? new RunPage([], null) : await runs.ListAsync(query.Filter, before, query.Paging.Size, cancellationToken);
        var effects = await txs.ListByTagsAsync([.. page.Runs.Select(TagOf)], cancellationToken);
        var meta = new JsonObject();
        if (!query.Filter.IsNarrowed)
        {
            meta["count"] = await runs.CountAsync(query.Filter.JobId, cancellationToken);
        }

        var document = new JsonObject
        {
            ["data"] = new JsonArray([.. page.Runs.Select(run => RunDocuments.Of(run, catalog.Find(run.JobId), [.. effects[TagOf(run)]]))]),
            ["meta"] = meta,
        };
        if (query.Links(request, page.NextBeforeId) is { Count: > 0 } links)
        {
            document["links"] = links;
        }

        return JsonApi.Document(document, StatusCodes.Status200OK);
    }

    private static Task<IResult> ShowAnyAsync(string runId, JobCatalog catalog, IRunReader runs, ITxReader txs, CancellationToken cancellationToken) =>
        ShowAsync(runId, run => true, catalog, runs, txs, cancellationToken);

    private static async Task<IResult> ShowOfJobAsync(
        string id, string runId, JobCatalog catalog, IRunReader runs, ITxReader txs, CancellationToken cancellationToken) => JobPath.TryRead(id, out var path)
        ? await ShowAsync(runId, run => run.JobId == JobIdOf(path, catalog), catalog, runs, txs, cancellationToken)
        : JobPath.Refuse();

    private static async Task<IResult> ShowAsync(
        string runId, Predicate<RunView> isMeant, JobCatalog catalog, IRunReader runs, ITxReader txs, CancellationToken cancellationToken)
    {
        if (!JobPath.TryNumber(runId, out var number))
        {
            return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, "the id of the run is not a number");
        }

        return await runs.FindAsync(number, cancellationToken) is { } run && isMeant(run)
            ? JsonApi.One(RunDocuments.Of(run, catalog.Find(run.JobId), await txs.ListByTagAsync(TagOf(run), cancellationToken)))
            : JsonApi.Error(StatusCodes.Status404NotFound, "run not found");
    }

    // A number may be of a deleted job, whose runs are kept.
    private static long? JobIdOf(JobPath path, JobCatalog catalog) => path.Number ?? path.FindIn(catalog)?.Id;

    private static string TagOf(RunView run) => run.Id.ToString(CultureInfo.InvariantCulture);
}
