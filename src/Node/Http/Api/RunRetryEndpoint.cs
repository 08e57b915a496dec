using System.Globalization;
using Node.Auditing;
using Node.Eth.Transactions;
using Node.Http.Auth;
using Node.Http.Shapes;
using Node.Jobs.Runs;
using Node.Jobs.Runs.Retrying;
using Node.Jobs.Specs;

namespace Node.Http.Api;

/// <summary><c>POST /v2/runs/{id}/retry</c>: tries an errored run again, as a new run that names the old one.</summary>
internal static class RunRetryEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v2/runs/{runId}/retry", RetryAsync).WithMetadata(new RoutePolicy(Role.Run) { Act = AuditActs.RunRetried });

    private static async Task<IResult> RetryAsync(
        string runId, bool? force, HttpRequest request, RunRetries retries, IRunReader runs, JobCatalog catalog, ITxReader txs, CancellationToken cancellationToken)
    {
        if (!JobPath.TryNumber(runId, out var number))
        {
            return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, "the id of the run is not a number");
        }

        RetryAnswer answer;
        try
        {
            answer = await retries.RetryAsync(number, force ?? false, cancellationToken);
        }
        catch (RunsFullException e)
        {
            return JsonApi.Error(StatusCodes.Status429TooManyRequests, e.Message);
        }

        if (answer.Refusal is { } refusal)
        {
            return JsonApi.Error(refusal == RetryRefusal.NoRun ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict, answer.Problem!);
        }

        request.Note("newRunId", answer.RunId);
        return await runs.FindAsync(answer.RunId, cancellationToken) is { } run
            ? JsonApi.One(RunDocuments.Of(
                run, catalog.Find(run.JobId), await txs.ListByTagAsync(run.Id.ToString(CultureInfo.InvariantCulture), cancellationToken)))
            : JsonApi.Error(StatusCodes.Status410Gone, $"run {answer.RunId}, which tried run {number} again, is not kept any more");
    }
}
