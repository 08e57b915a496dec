using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Node.Auditing;
using Node.Http.Auth;
using Node.Http.Shapes;
using Node.Jobs.Spawning;
using Node.Jobs.Specs;

namespace Node.Http.Api;

/// <summary><c>POST /v2/jobs/apply</c>: many specs as one change; <c>POST /v2/jobs/{id}/rollback</c>: back to an earlier version.</summary>
internal static class JobApplyEndpoints
{
    private const string Example = "{\"specs\": [{\"name\": \"a.toml\", \"toml\": \"…\"}], \"dryRun\": false}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v2/jobs/apply", ApplyAsync).WithMetadata(new RoutePolicy(Role.Edit) { Act = AuditActs.JobsApplied });
        routes.MapPost("/v2/jobs/{id}/rollback", RollBackAsync).WithMetadata(new RoutePolicy(Role.Edit) { Act = AuditActs.JobRolledBack });
    }

    private static async Task<IResult> ApplyAsync(HttpRequest request, JobsOptions options, IJobs jobs, CancellationToken cancellationToken)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = options.ApplyBytesMax;
        }

        var (body, refusal) = await SpecBody.ReadAsync(request, Example, cancellationToken);
        using (body)
        {
            if (body is null)
            {
                return refusal!;
            }

            if (!TryReadSpecs(body.RootElement, out var specs) || !TryReadFlag(body.RootElement, out var isDryRun))
            {
                return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, $"the body has no list \"specs\" of texts, or its \"dryRun\" is neither true nor false; send {Example}");
            }

            if (specs.Count > options.ApplySpecsMax)
            {
                return JsonApi.Error(
                    StatusCodes.Status422UnprocessableEntity, $"{specs.Count} specs are more than Jobs:ApplySpecsMax = {options.ApplySpecsMax}; apply them in parts, or raise the limit");
            }

            var outcome = await jobs.ApplyAsync(specs, isDryRun, cancellationToken);
            request.Note("dryRun", isDryRun ? "true" : "false");
            foreach (var change in outcome.Changes.Where(change => change.Action != JobAction.Unchanged))
            {
                request.Note(change.Action.ToString().ToLowerInvariant(), change.JobId?.ToString(CultureInfo.InvariantCulture) ?? change.ExternalJobId?.ToString("D"));
            }

            return Answer(outcome, isDryRun);
        }
    }

    private static async Task<IResult> RollBackAsync(string id, HttpRequest request, IStoredJobs stored, IJobs jobs, CancellationToken cancellationToken)
    {
        if (!JobPath.TryRead(id, out var path))
        {
            return JobPath.Refuse();
        }

        const string example = "{\"to\": 1, \"dryRun\": false}";
        var (body, refusal) = await SpecBody.ReadAsync(request, example, cancellationToken);
        using (body)
        {
            if (body is null)
            {
                return refusal!;
            }

            if (!body.RootElement.TryGetProperty("to", out var to) || to.ValueKind != JsonValueKind.Number || !to.TryGetInt32(out var version) || version < 1
                || !TryReadFlag(body.RootElement, out var isDryRun))
            {
                return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, $"the body has no version \"to\", a whole number from 1; send {example}");
            }

            if (await path.FindIdAsync(stored, cancellationToken) is not { } number)
            {
                return JsonApi.Error(StatusCodes.Status404NotFound, "job not found");
            }

            request.Note("to", version);
            request.Note("dryRun", isDryRun ? "true" : "false");
            return await jobs.RollBackAsync(number, version, isDryRun, cancellationToken) is { } outcome
                ? Answer(outcome, isDryRun)
                : JsonApi.Error(StatusCodes.Status404NotFound, await MissingAsync(number, version, stored, cancellationToken));
        }
    }

    private static async Task<string> MissingAsync(long id, int version, IStoredJobs stored, CancellationToken cancellationToken)
    {
        var kept = await stored.VersionsAsync(id, cancellationToken);
        return kept.Count == 0
            ? "job not found"
            : $"job {id} has no version {version}; kept are {string.Join(", ", kept.Take(10).Select(one => one.Version))}{(kept.Count > 10 ? " and older" : "")}";
    }

    private static IResult Answer(ApplyOutcome outcome, bool isDryRun) => outcome.Faults.Count > 0
        ? JsonApi.Error(StatusCodes.Status422UnprocessableEntity, outcome.Faults)
        : JsonApi.Document(JobVersionDocuments.Of(outcome, isDryRun), StatusCodes.Status200OK);

    private static bool TryReadSpecs(JsonElement body, out List<NamedSpec> specs)
    {
        specs = [];
        if (!body.TryGetProperty("specs", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        foreach (var item in list.EnumerateArray())
        {
            if (SpecBody.Text(item, "toml") is not { } toml)
            {
                return false;
            }

            specs.Add(new NamedSpec(SpecBody.Text(item, "name") ?? $"spec {specs.Count + 1}", toml));
        }

        return true;
    }

    private static bool TryReadFlag(JsonElement body, out bool isDryRun)
    {
        isDryRun = body.TryGetProperty("dryRun", out var flag) && flag.ValueKind == JsonValueKind.True;
        return flag.ValueKind is JsonValueKind.Undefined or JsonValueKind.True or JsonValueKind.False;
    }
}
