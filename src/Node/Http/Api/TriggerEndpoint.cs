using System.Globalization;
using System.Text;
using Node.Auditing;
using Node.Core.Randomness;
using Node.Core.Text;
using Node.Eth.Transactions;
using Node.Http.Auth;
using Node.Http.Shapes;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Running;
using Node.Jobs.Runs;
using Node.Jobs.Specs;
using Node.Jobs.Types.Webhook;
using Node.Jobs.Types.Webhook.Initiators;

namespace Node.Http.Api;

/// <summary><c>POST /v2/jobs/{id}/runs</c>: runs a webhook job with the body as its input.</summary>
/// <remarks>
/// Answers with the run when it is finished and stored. A caller that names how long it waits (<c>?wait=5s</c>) gets 202 and a
/// link when it is not finished by then, also through pauses in which the run waits for something outside; one that does not waits for
/// <see cref="HttpOptions.RunWaitMax"/> at most, or until the run is suspended, and gets it as it is.
/// </remarks>
internal sealed class TriggerEndpoint(
    JobCatalog catalog,
    IRunInbox inbox,
    RunAnswers answers,
    IRunReader runs,
    ITxReader txs,
    IRandomSource random,
    HttpOptions options,
    TimeProvider time)
{
    public const string IdempotencyHeader = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotent-Replayed";
    private const string RetryAfterFull = "1";

    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v2/jobs/{id}/runs", InvokeAsync)
        .WithMetadata(new RoutePolicy(Role.Run) { IsOpenToInitiators = true, Act = AuditActs.None });

    private async Task InvokeAsync(HttpContext context)
    {
        if (JobOf(context, out var job) is { } refusal)
        {
            await refusal.ExecuteAsync(context);
            return;
        }

        var initiator = Caller.Of(context).Initiator;
        if (!TryWait(context.Request, out var wait, out var problem) || !TryKey(context.Request, initiator, out var key, out problem))
        {
            await JsonApi.WriteErrorAsync(context, StatusCodes.Status422UnprocessableEntity, problem!);
            return;
        }

        if (await ReadBodyAsync(context) is not { } body)
        {
            await JsonApi.WriteErrorAsync(
                context, StatusCodes.Status413PayloadTooLarge, $"the body is larger than RunBodyBytesMax, {options.RunBodyBytesMax} bytes");
            return;
        }

        var vars = PipelineValue.Map(("jobRun", PipelineValue.Map(("requestBody", PipelineValue.Of(body)), ("meta", PipelineValue.Null))));
        key ??= random.NextGuid().ToString("D");
        using var expected = answers.Expect(job!.Id, key);
        AcceptedRun accepted;
        try
        {
            accepted = await inbox.AcceptAsync(new Trigger(job.Id, TriggerKind.Webhook, key, vars), context.RequestAborted);
        }
        catch (RunsFullException e)
        {
            context.Response.Headers.RetryAfter = RetryAfterFull;
            await JsonApi.WriteErrorAsync(context, StatusCodes.Status429TooManyRequests, e.Message);
            return;
        }

        if (!accepted.IsNew && await SentBodies.DiffersAsync(runs, accepted.RunId, body, context.RequestAborted))
        {
            await JsonApi.WriteErrorAsync(
                context, StatusCodes.Status422UnprocessableEntity,
                $"this {IdempotencyHeader} was used with another body, for run {accepted.RunId}: nothing was run; send another key, or the body of then");
            return;
        }

        var run = await expected.WaitAsync(accepted, wait ?? options.RunWaitMax, throughPauses: wait is not null, context.RequestAborted);
        if (!accepted.IsNew)
        {
            context.Response.Headers[ReplayedHeader] = "true";
        }

        // An initiator learns what came of its call, not what the job is made of.
        await AnswerAsync(context, job, accepted, run, isAsked: wait is not null, showsSpec: initiator is null);
    }

    private async Task AnswerAsync(HttpContext context, Job job, AcceptedRun accepted, RunView? run, bool isAsked, bool showsSpec)
    {
        if (run is null)
        {
            await JsonApi.WriteErrorAsync(
                context, StatusCodes.Status410Gone, $"run {accepted.RunId} of this {IdempotencyHeader} is not kept any more");
            return;
        }

        string? link = null;
        context.Response.StatusCode = StatusCodes.Status200OK;
        if (isAsked && run.FinishedAt is null)
        {
            link = string.Create(CultureInfo.InvariantCulture, $"/v2/jobs/{job.Id}/runs/{run.Id}");
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            context.Response.Headers.Location = link;
        }

        var document = RunDocuments.Document(run, showsSpec ? job : null, await EffectsAsync(accepted, job, context.RequestAborted), link);
        context.Response.ContentType = JsonApi.ContentType;
        context.Response.ContentLength = document.Length;
        await context.Response.BodyWriter.WriteAsync(document, context.RequestAborted);
    }

    private IResult? JobOf(HttpContext context, out Job? job)
    {
        job = null;
        if (!JobPath.TryRead((string)context.Request.RouteValues["id"]!, out var path))
        {
            return JobPath.Refuse();
        }

        job = path.FindIn(catalog);
        if (job is null)
        {
            return JsonApi.Error(StatusCodes.Status404NotFound, "job does not exist");
        }

        // First of all: an initiator learns nothing of a job that does not name it.
        var spec = job.Spec.TypeSpec as WebhookSpec;
        if (Caller.Of(context).Initiator is { } initiator && spec?.Names(initiator.Name) != true)
        {
            return JsonApi.Error(StatusCodes.Status403Forbidden, $"{initiator} may not run job {job.ExternalJobId:D}, whose externalInitiators do not name it");
        }

        if (spec is null)
        {
            return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, $"job {job.Id} is of type {job.Spec.TypeName}; only webhook jobs are run by a call");
        }

        return job.Spec.ClosedAt(time.GetUtcNow()) is { } closed ? JsonApi.Error(StatusCodes.Status409Conflict, closed) : null;
    }

    private bool TryWait(HttpRequest request, out TimeSpan? wait, out string? problem)
    {
        wait = null;
        problem = null;
        if (!request.QueryString.HasValue || request.Query["wait"] is not [{ } text, ..])
        {
            return true;
        }

        if (!GoDuration.TryParse(text, out var duration) || duration < TimeSpan.Zero)
        {
            problem = $"wait is {GoDuration.Accepted}";
            return false;
        }

        if (duration > options.RunWaitMax)
        {
            problem = $"wait is at most RunWaitMax, {GoDuration.Format(options.RunWaitMax)}";
            return false;
        }

        wait = duration;
        return true;
    }

    // The keys of an initiator are its own: with the key of another caller it must not come to that caller's run.
    private static bool TryKey(HttpRequest request, Initiator? initiator, out string? key, out string? problem)
    {
        string? given = request.Headers[IdempotencyHeader];
        var prefix = initiator is null ? "" : string.Create(CultureInfo.InvariantCulture, $"initiator-{initiator.Id}:");
        key = given is null ? null : prefix + given;
        problem = key is null || (given!.Length > 0 && Trigger.IsKey(key))
            ? null
            : $"{IdempotencyHeader} must have 1 to {Trigger.KeyCharsMax - prefix.Length} printable ASCII characters without spaces";
        return problem is null;
    }

    // The body as text; null when it is too large.
    private async ValueTask<string?> ReadBodyAsync(HttpContext context)
    {
        if (context.Request.ContentLength > options.RunBodyBytesMax)
        {
            return null;
        }

        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (read.Buffer.Length > options.RunBodyBytesMax)
            {
                reader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var text = Encoding.UTF8.GetString(read.Buffer);
                reader.AdvanceTo(read.Buffer.End);
                return text;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    // Only a run with a task that sends can have sent; an older run may be of an older version of the job.
    private async ValueTask<IReadOnlyList<TxRecord>> EffectsAsync(AcceptedRun run, Job job, CancellationToken cancellationToken) =>
        !run.IsNew || job.Spec.Pipeline.Tasks.Any(task => task.Type == "ethtx")
            ? await txs.ListByTagAsync(run.RunId.ToString(CultureInfo.InvariantCulture), cancellationToken)
            : [];
}
