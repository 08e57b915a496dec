using System.Globalization;
using System.Text;
using Node.Core.Randomness;
using Node.Eth.Transactions;
using Node.Http.Auth;
using Node.Http.Shapes;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Running;
using Node.Jobs.Runs;
using Node.Jobs.Specs;
using Node.Jobs.Types.Webhook;

namespace Node.Http.Api;

/// <summary><c>/v2/jobs/{id}/runs</c>: trigger, list, show; and <c>/v2/pipeline/runs</c>, all runs.</summary>
internal static class RunsEndpoints
{
    public const string IdempotencyHeader = "Idempotency-Key";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v2/jobs/{id}/runs", TriggerAsync).WithMetadata(new RoutePolicy(Role.Run));
        routes.MapGet("/v2/jobs/{id}/runs", ListAsync).WithMetadata(new RoutePolicy(Role.View));
        routes.MapGet("/v2/jobs/{id}/runs/{runId}", ShowAsync).WithMetadata(new RoutePolicy(Role.View));
        routes.MapGet("/v2/pipeline/runs", (HttpRequest request, JobCatalog catalog, IRunReader runs, ITxReader txs, CancellationToken token) =>
            ListRunsAsync(request, null, catalog, runs, txs, token)).WithMetadata(new RoutePolicy(Role.View));
    }

    private static async Task<IResult> TriggerAsync(
        string id,
        HttpRequest request,
        JobCatalog catalog,
        IRunInbox inbox,
        RunWaiters waiters,
        ITxReader txs,
        IRandomSource random,
        HttpOptions options,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (!JobPath.TryRead(id, out var path))
        {
            return JobPath.Refuse();
        }

        if (path.FindIn(catalog) is not { } job)
        {
            return JsonApi.Error(StatusCodes.Status404NotFound, "job does not exist");
        }

        if (job.Spec.TypeSpec is not WebhookSpec)
        {
            return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, $"job {job.Id} is of type {job.Spec.TypeName}; only webhook jobs are run by a call");
        }

        string? idempotencyKey = request.Headers[IdempotencyHeader];
        if (idempotencyKey is not null && !Trigger.IsKey(idempotencyKey))
        {
            return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, $"{IdempotencyHeader} must have 1 to {Trigger.KeyCharsMax} printable ASCII characters without spaces");
        }

        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(cancellationToken);
        var vars = PipelineValue.Map(("jobRun", PipelineValue.Map(("requestBody", PipelineValue.Of(body)), ("meta", PipelineValue.Null))));
        var key = idempotencyKey ?? random.NextGuid().ToString("D");
        var accepted = await inbox.AcceptAsync(new Trigger(job.Id, TriggerKind.Webhook, key, vars), cancellationToken);
        var run = await waiters.WaitAsync(accepted.RunId, options.RunWaitMax, time, cancellationToken);
        return run is null
            ? JsonApi.Error(StatusCodes.Status410Gone, $"run {accepted.RunId} of this {IdempotencyHeader} is not kept any more")
            : JsonApi.One(RunDocuments.Of(run, job, await EffectsAsync(txs, run, cancellationToken)));
    }

    private static Task<IResult> ListAsync(string id, HttpRequest request, JobCatalog catalog, IRunReader runs, ITxReader txs, CancellationToken cancellationToken)
    {
        if (!JobPath.TryRead(id, out var path))
        {
            return Task.FromResult(JobPath.Refuse());
        }

        return JobIdOf(path, catalog) is { } jobId
            ? ListRunsAsync(request, jobId, catalog, runs, txs, cancellationToken)
            : Task.FromResult(JsonApi.Error(StatusCodes.Status404NotFound, "job not found"));
    }

    private static async Task<IResult> ListRunsAsync(
        HttpRequest request, long? jobId, JobCatalog catalog, IRunReader runs, ITxReader txs, CancellationToken cancellationToken)
    {
        if (!Paging.TryRead(request, out var paging, out var problem))
        {
            return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, problem!);
        }

        if (paging.Skip + paging.Size > IRunReader.CountMax)
        {
            return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, $"pages reach back {IRunReader.CountMax} runs; ask for smaller or earlier pages");
        }

        var page = (await runs.ListAsync(jobId, null, paging.Skip + paging.Size, cancellationToken)).Skip(paging.Skip).ToList();
        var resources = new List<System.Text.Json.Nodes.JsonObject>(page.Count);
        foreach (var run in page)
        {
            resources.Add(RunDocuments.Of(run, catalog.Find(run.JobId), await EffectsAsync(txs, run, cancellationToken)));
        }

        return JsonApi.Page(request, paging, resources, await runs.CountAsync(jobId, cancellationToken));
    }

    private static async Task<IResult> ShowAsync(
        string id, string runId, JobCatalog catalog, IRunReader runs, ITxReader txs, CancellationToken cancellationToken)
    {
        if (!JobPath.TryRead(id, out var path))
        {
            return JobPath.Refuse();
        }

        if (!JobPath.TryNumber(runId, out var number))
        {
            return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, "the id of the run is not a number");
        }

        var run = await runs.FindAsync(number, cancellationToken);
        return run is null || run.JobId != JobIdOf(path, catalog)
            ? JsonApi.Error(StatusCodes.Status404NotFound, "run not found")
            : JsonApi.One(RunDocuments.Of(run, catalog.Find(run.JobId), await EffectsAsync(txs, run, cancellationToken)));
    }

    // A number may be of a deleted job, whose runs are kept.
    private static long? JobIdOf(JobPath path, JobCatalog catalog) => path.Number ?? path.FindIn(catalog)?.Id;

    private static Task<IReadOnlyList<TxRecord>> EffectsAsync(ITxReader txs, RunView run, CancellationToken cancellationToken) =>
        txs.ListByTagAsync(run.Id.ToString(CultureInfo.InvariantCulture), cancellationToken);
}
