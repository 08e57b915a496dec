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
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: text with half a surrogate pair.
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
        return JsonApi.Page(request, paging, all.Skip(paging.Skip).Take(paging.Size).Select(JobDocuments.Of), all.Count);
    }

    private static IResult Show(string id, JobCatalog catalog)
    {
        if (!JobPath.TryRead(id, out var path))
        {
            return JobPath.Refuse();
        }

        return path.FindIn(catalog) is { } job ? JsonApi.One(JobDocuments.Of(job)) : JsonApi.Error(StatusCodes.Status404NotFound, "job not found");
    }

    private static async Task<IResult> DeleteAsync(string id, JobCatalog catalog, IJobs jobs, CancellationToken cancellationToken)
    {
        if (!JobPath.TryRead(id, out var path))
        {
            return JobPath.Refuse();
        }

        // A stored job that cannot be loaded is in no catalog and is deleted by its number all the same.
        var number = path.Number ?? path.FindIn(catalog)?.Id;
        return number is not null && await jobs.DeleteAsync(number.Value, cancellationToken)
            ? Results.NoContent()
            : JsonApi.Error(StatusCodes.Status404NotFound, "JobSpec not found");
    }
}
