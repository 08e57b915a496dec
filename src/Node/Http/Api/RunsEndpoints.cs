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

/// <summary><c>POST /v2/jobs/{id}/runs</c>: triggers a run.</summary>
internal static class RunsEndpoints
{
    public const string IdempotencyHeader = "Idempotency-Key";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v2/jobs/{id}/runs", TriggerAsync).WithMetadata(new RoutePolicy(Role.Run));
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

        if (job.Spec.ClosedAt(time.GetUtcNow()) is { } closed)
        {
            return JsonApi.Error(StatusCodes.Status409Conflict, closed);
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

    private static Task<IReadOnlyList<TxRecord>> EffectsAsync(ITxReader txs, RunView run, CancellationToken cancellationToken) =>
        txs.ListByTagAsync(run.Id.ToString(CultureInfo.InvariantCulture), cancellationToken);
}
