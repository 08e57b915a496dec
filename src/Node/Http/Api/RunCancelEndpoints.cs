using System.Globalization;
using Node.Auditing;
using Node.Eth.Transactions;
using Node.Http.Auth;
using Node.Http.Shapes;
using Node.Jobs.Running;
using Node.Jobs.Runs;
using Node.Jobs.Specs;

namespace Node.Http.Api;

/// <summary><c>POST /v2/jobs/{id}/runs/{runId}/cancel</c>: ends a run that has not ended.</summary>
internal static class RunCancelEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v2/jobs/{id}/runs/{runId}/cancel", CancelAsync).WithMetadata(new RoutePolicy(Role.Run) { Act = AuditActs.RunCancelled });

    private static async Task<IResult> CancelAsync(
        string id, string runId, JobCatalog catalog, IRunReader runs, IRunCancel cancel, ITxReader txs, CancellationToken cancellationToken)
    {
        if (!JobPath.TryRead(id, out var path))
        {
            return JobPath.Refuse();
        }

        if (!JobPath.TryNumber(runId, out var number))
        {
            return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, "the id of the run is not a number");
        }

        // A number may be of a deleted job, whose runs may still be open.
        var run = await runs.FindAsync(number, cancellationToken);
        if (run is null || run.JobId != (path.Number ?? path.FindIn(catalog)?.Id))
        {
            return JsonApi.Error(StatusCodes.Status404NotFound, "run not found");
        }

        return await cancel.CancelAsync(number, "cancelled by a call of the API", cancellationToken) switch
        {
            RunCancelOutcome.HadEnded => JsonApi.Error(StatusCodes.Status409Conflict, $"run {number} has ended already; nothing was changed"),
            RunCancelOutcome.NotFound => JsonApi.Error(StatusCodes.Status404NotFound, "run not found"),
            _ => await ShowAsync(number, catalog, runs, txs, cancellationToken),
        };
    }

    private static async Task<IResult> ShowAsync(long runId, JobCatalog catalog, IRunReader runs, ITxReader txs, CancellationToken cancellationToken)
    {
        var effects = await txs.ListByTagAsync(runId.ToString(CultureInfo.InvariantCulture), cancellationToken);
        return await runs.FindAsync(runId, cancellationToken) is { } run
            ? JsonApi.One(RunDocuments.Of(run, catalog.Find(run.JobId), effects))
            : JsonApi.Error(StatusCodes.Status404NotFound, "run not found");
    }
}
