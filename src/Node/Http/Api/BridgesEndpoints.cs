using System.Globalization;
using Node.Auditing;
using Node.Http.Auth;
using Node.Http.Shapes;
using Node.Jobs.Bridges;

namespace Node.Http.Api;

/// <summary><c>/v2/bridge_types</c>: create, list, show, change, delete.</summary>
internal static class BridgesEndpoints
{
    private const int JobsNamedMax = 20;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v2/bridge_types", CreateAsync).WithMetadata(new RoutePolicy(Role.Edit) { Act = AuditActs.BridgeCreated });
        routes.MapGet("/v2/bridge_types", List).WithMetadata(new RoutePolicy(Role.View));
        routes.MapGet("/v2/bridge_types/{name}", Show).WithMetadata(new RoutePolicy(Role.View));
        routes.MapPatch("/v2/bridge_types/{name}", UpdateAsync).WithMetadata(new RoutePolicy(Role.Edit) { Act = AuditActs.BridgeUpdated });
        routes.MapDelete("/v2/bridge_types/{name}", DeleteAsync).WithMetadata(new RoutePolicy(Role.Edit) { Act = AuditActs.BridgeDeleted });
    }

    /// <summary>Says that there is no such bridge.</summary>
    public static IResult NotFound() => JsonApi.Error(StatusCodes.Status404NotFound, "bridge not found");

    private static async Task<IResult> CreateAsync(HttpRequest request, IBridgeBook bridges, OwnPlaces own, CancellationToken cancellationToken)
    {
        var (draft, problem) = await BridgeBody.ReadAsync(request, cancellationToken);
        if (draft is null)
        {
            return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, problem!);
        }

        if (await own.RefusalOfAsync(draft.Url, cancellationToken) is { } refusal)
        {
            return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, refusal);
        }

        request.Note("name", draft.Name);
        var creation = await bridges.CreateAsync(draft, cancellationToken);
        return creation.Created is { } created ? JsonApi.One(BridgeDocuments.Of(created))
            : creation.IsThere ? JsonApi.Error(StatusCodes.Status409Conflict, $"Bridge Type {draft.Name.ToLowerInvariant()} already exists")
            : Refuse(creation.Faults);
    }

    private static IResult List(HttpRequest request, IBridgeBook bridges)
    {
        if (!Paging.TryRead(request, out var paging, out var problem))
        {
            return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, problem!);
        }

        var all = bridges.All;
        return JsonApi.Page(request, paging, all.Skip(paging.Skip).Take(paging.Size).Select(BridgeDocuments.Of), all.Count);
    }

    private static IResult Show(string name, IBridgeBook bridges) => bridges.Find(name) is { } bridge ? JsonApi.One(BridgeDocuments.Of(bridge)) : NotFound();

    private static async Task<IResult> UpdateAsync(string name, HttpRequest request, IBridgeBook bridges, OwnPlaces own, CancellationToken cancellationToken)
    {
        var (draft, problem) = await BridgeBody.ReadAsync(request, cancellationToken);
        if (draft is null || (problem = await own.RefusalOfAsync(draft.Url, cancellationToken)) is not null)
        {
            return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, problem!);
        }

        var update = await bridges.UpdateAsync(name, draft, cancellationToken);
        return update.Updated is { } updated ? JsonApi.One(BridgeDocuments.Of(updated)) : update.Faults.Count > 0 ? Refuse(update.Faults) : NotFound();
    }

    private static async Task<IResult> DeleteAsync(string name, IBridgeBook bridges, CancellationToken cancellationToken)
    {
        var (deleted, users) = await bridges.DeleteAsync(name, cancellationToken);
        if (users.Count > 0)
        {
            var named = string.Join(", ", users.Take(JobsNamedMax).Select(job => string.Create(CultureInfo.InvariantCulture, $"{job.JobId}{(job.Name is { } text ? $" ({text})" : "")}")));
            var more = users.Count > JobsNamedMax ? $" and {users.Count - JobsNamedMax} more" : "";
            return JsonApi.Error(StatusCodes.Status409Conflict, $"can't remove the bridge because jobs [{named}{more}] are associated with it; delete or change them first");
        }

        return deleted is null ? NotFound() : JsonApi.One(BridgeDocuments.Of(deleted));
    }

    private static IResult Refuse(IReadOnlyList<BridgeFault> faults) => JsonApi.Error(
        faults.All(fault => fault.IsMissing) ? StatusCodes.Status400BadRequest : StatusCodes.Status422UnprocessableEntity, faults.Select(fault => fault.Message));
}
