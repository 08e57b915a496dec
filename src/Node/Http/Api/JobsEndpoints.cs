using Node.Auditing;
using Node.Http.Auth;
using Node.Http.Shapes;
using Node.Jobs.Spawning;
using Node.Jobs.Specs;
using Node.Jobs.Specs.Errors;

namespace Node.Http.Api;

/// <summary><c>/v2/jobs</c>: create, list, show, replace, delete.</summary>
internal static class JobsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v2/jobs", CreateAsync).WithMetadata(new RoutePolicy(Role.Edit) { Act = AuditActs.JobCreated });
        routes.MapGet("/v2/jobs", ListAsync).WithMetadata(new RoutePolicy(Role.View));
        routes.MapGet("/v2/jobs/{id}", ShowAsync).WithMetadata(new RoutePolicy(Role.View));
        routes.MapPut("/v2/jobs/{id}", ReplaceAsync).WithMetadata(new RoutePolicy(Role.Edit) { Act = AuditActs.JobUpdated });
        routes.MapDelete("/v2/jobs/{id}", DeleteAsync).WithMetadata(new RoutePolicy(Role.Edit) { Act = AuditActs.JobDeleted });
        routes.MapDelete("/v2/pipeline/job_spec_errors/{errorId}", DismissAsync).WithMetadata(new RoutePolicy(Role.Edit) { Act = AuditActs.JobErrorDismissed });
    }

    private static async Task<IResult> CreateAsync(HttpRequest request, SpecChecker checker, IJobs jobs, CancellationToken cancellationToken)
    {
        var (toml, refusal) = await SpecBody.ReadTomlAsync(request, cancellationToken);
        if (toml is null)
        {
            return refusal!;
        }

        var check = checker.Check(toml);
        if (check.Spec is not { } spec)
        {
            return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, check.Faults.Where(fault => !fault.IsWarning).Select(fault => fault.ToString()));
        }

        try
        {
            if (await jobs.CreateAsync(spec, cancellationToken) is not { } job)
            {
                return Taken(spec);
            }

            request.Note("id", job.Id);
            request.Note("externalJobID", job.ExternalJobId.ToString("D"));
            return JsonApi.One(JobDocuments.Of(job, []));
        }
        catch (BridgesGoneException e)
        {
            return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, e.Message);
        }
    }

    private static IResult Taken(JobSpec spec) => JsonApi.Error(
        StatusCodes.Status409Conflict, $"a job with externalJobID {spec.ExternalJobId} is there already; apply the spec to replace it, or use another id");

    private static async Task<IResult> ListAsync(HttpRequest request, JobCatalog catalog, IJobErrors errors, CancellationToken cancellationToken)
    {
        if (!Paging.TryRead(request, out var paging, out var problem))
        {
            return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, problem!);
        }

        var all = catalog.All;
        var page = all.Skip(paging.Skip).Take(paging.Size).ToList();
        var errorsOf = (await errors.ListAsync([.. page.Select(job => job.Id)], cancellationToken)).ToLookup(error => error.JobId);
        return JsonApi.Page(request, paging, page.Select(job => JobDocuments.Of(job, errorsOf[job.Id])), all.Count);
    }

    private static async Task<IResult> ShowAsync(string id, JobCatalog catalog, IJobErrors errors, CancellationToken cancellationToken)
    {
        if (!JobPath.TryRead(id, out var path))
        {
            return JobPath.Refuse();
        }

        return path.FindIn(catalog) is { } job
            ? JsonApi.One(JobDocuments.Of(job, await errors.ListAsync([job.Id], cancellationToken)))
            : JsonApi.Error(StatusCodes.Status404NotFound, "job not found");
    }

    private static async Task<IResult> ReplaceAsync(
        string id, HttpRequest request, JobCatalog catalog, IStoredJobs stored, IJobs jobs, IJobErrors errors, CancellationToken cancellationToken)
    {
        if (!JobPath.TryRead(id, out var path))
        {
            return JobPath.Refuse();
        }

        var (toml, refusal) = await SpecBody.ReadTomlAsync(request, cancellationToken);
        if (toml is null)
        {
            return refusal!;
        }

        if (await path.FindIdAsync(stored, cancellationToken) is not { } number || await jobs.ReplaceAsync(number, toml, cancellationToken) is not { } outcome)
        {
            return JsonApi.Error(StatusCodes.Status404NotFound, "job not found");
        }

        if (outcome.Faults.Count > 0)
        {
            return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, outcome.Faults);
        }

        // It may be deleted between the change and the answer.
        return catalog.Find(number) is { } job
            ? JsonApi.One(JobDocuments.Of(job, await errors.ListAsync([number], cancellationToken)))
            : JsonApi.Error(StatusCodes.Status404NotFound, "job not found");
    }

    private static async Task<IResult> DeleteAsync(string id, IStoredJobs stored, IJobs jobs, CancellationToken cancellationToken)
    {
        if (!JobPath.TryRead(id, out var path))
        {
            return JobPath.Refuse();
        }

        // A stored job that cannot be loaded is in no catalog and is deleted all the same.
        var number = await path.FindIdAsync(stored, cancellationToken);
        return number is not null && await jobs.DeleteAsync(number.Value, cancellationToken)
            ? Results.NoContent()
            : JsonApi.Error(StatusCodes.Status404NotFound, "JobSpec not found");
    }

    private static async Task<IResult> DismissAsync(string errorId, IJobErrors errors, CancellationToken cancellationToken)
    {
        if (!JobPath.TryNumber(errorId, out var number))
        {
            return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, "the id of the error is not a number");
        }

        return await errors.DismissAsync(number, cancellationToken)
            ? Results.NoContent()
            : JsonApi.Error(StatusCodes.Status404NotFound, "job error not found; it may have been dismissed already");
    }
}
