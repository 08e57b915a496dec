using System.Globalization;
using System.Text.Json;
using Node.Http.Auth;
using Node.Http.Shapes;
using Node.Jobs.Spawning;
using Node.Jobs.Specs;

namespace Node.Http.Api;

/// <summary><c>/v2/jobs</c>: create, list, show, delete.</summary>
internal static class JobsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v2/jobs", CreateAsync).WithMetadata(new RoutePolicy(Role.Edit));
        routes.MapGet("/v2/jobs", List).WithMetadata(new RoutePolicy(Role.View));
        routes.MapGet("/v2/jobs/{id}", Show).WithMetadata(new RoutePolicy(Role.View));
        routes.MapDelete("/v2/jobs/{id}", DeleteAsync).WithMetadata(new RoutePolicy(Role.Edit));
    }

    /// <summary>The job that a path names by number or external id, or null.</summary>
    public static Job? Find(JobCatalog catalog, string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? catalog.Find(number)
        : Guid.TryParseExact(id, "D", out var externalId) ? catalog.Find(externalId)
        : null;

    private static async Task<IResult> CreateAsync(HttpRequest request, SpecChecker checker, IJobs jobs, CancellationToken cancellationToken)
    {
        string? toml;
        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body, new JsonDocumentOptions { AllowDuplicateProperties = false }, cancellationToken);
            toml = body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("toml", out var text) && text.ValueKind == JsonValueKind.String
                ? text.GetString()
                : null;
        }
        catch (JsonException e)
        {
            return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, $"the body is not JSON ({e.Message}); send {{\"toml\": \"…\"}}");
        }

        if (toml is null)
        {
            return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, "the body has no text \"toml\"; send {\"toml\": \"…\"}");
        }

        var check = checker.Check(toml);
        if (check.Spec is not { } spec)
        {
            return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, check.Faults.Where(fault => !fault.IsWarning).Select(fault => fault.ToString()));
        }

        return await jobs.CreateAsync(spec, cancellationToken) is { } job
            ? JsonApi.One(JobDocuments.Of(job))
            : JsonApi.Error(StatusCodes.Status409Conflict, $"a job with externalJobID {spec.ExternalJobId} is there already; delete it first or use another id");
    }

    private static IResult List(HttpRequest request, JobCatalog catalog)
    {
        if (!Paging.TryRead(request, out var paging, out var problem))
        {
            return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, problem!);
        }

        var all = catalog.All;
        return JsonApi.Many(all.Skip(paging.Skip).Take(paging.Size).Select(JobDocuments.Of), all.Count);
    }

    private static IResult Show(string id, JobCatalog catalog) =>
        Find(catalog, id) is { } job ? JsonApi.One(JobDocuments.Of(job)) : JsonApi.Error(StatusCodes.Status404NotFound, "job not found");

    private static async Task<IResult> DeleteAsync(string id, JobCatalog catalog, IJobs jobs, CancellationToken cancellationToken)
    {
        var isNumber = long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        if (!isNumber)
        {
            if (Find(catalog, id) is not { } job)
            {
                return Guid.TryParseExact(id, "D", out _)
                    ? JsonApi.Error(StatusCodes.Status404NotFound, "JobSpec not found")
                    : JsonApi.Error(StatusCodes.Status422UnprocessableEntity, "the id is neither a number nor a UUID");
            }

            number = job.Id;
        }

        return await jobs.DeleteAsync(number, cancellationToken)
            ? Results.NoContent()
            : JsonApi.Error(StatusCodes.Status404NotFound, "JobSpec not found");
    }
}
