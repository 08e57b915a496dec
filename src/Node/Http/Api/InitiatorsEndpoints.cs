using System.Text.Json;
using Node.Auditing;
using Node.Http.Auth;
using Node.Http.Shapes;
using Node.Jobs.Types.Webhook.Initiators;

namespace Node.Http.Api;

/// <summary><c>/v2/external_initiators</c>: create, list, delete.</summary>
internal static class InitiatorsEndpoints
{
    private const int UrlCharsMax = 2000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v2/external_initiators", CreateAsync).WithMetadata(new RoutePolicy(Role.Edit) { Act = AuditActs.InitiatorCreated });
        routes.MapGet("/v2/external_initiators", List).WithMetadata(new RoutePolicy(Role.View));
        routes.MapDelete("/v2/external_initiators/{name}", DeleteAsync).WithMetadata(new RoutePolicy(Role.Edit) { Act = AuditActs.InitiatorDeleted });
    }

    private static async Task<IResult> CreateAsync(HttpRequest request, IExternalInitiators initiators, CancellationToken cancellationToken)
    {
        var (body, problem) = await JsonBody.ReadAsync(request, cancellationToken);
        if (body is null)
        {
            return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, $"{problem}; send {{\"name\": \"…\", \"url\": \"…\"}}");
        }

        using (body)
        {
            if (!TryRead(body, out var name, out var url, out problem))
            {
                return JsonApi.Error(StatusCodes.Status400BadRequest, problem!);
            }

            request.Note("name", name);
            try
            {
                return await initiators.CreateAsync(name!, url, cancellationToken) is { } made
                    ? JsonApi.One(InitiatorDocuments.Of(made), StatusCodes.Status201Created)
                    : JsonApi.Error(StatusCodes.Status409Conflict, $"Name {name} already exists");
            }
            catch (InitiatorsFullException e)
            {
                return JsonApi.Error(StatusCodes.Status409Conflict, e.Message);
            }
        }
    }

    private static IResult List(HttpRequest request, IExternalInitiators initiators)
    {
        if (!Paging.TryRead(request, out var paging, out var problem))
        {
            return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, problem!);
        }

        var all = initiators.All;
        return JsonApi.Page(request, paging, all.Skip(paging.Skip).Take(paging.Size).Select(InitiatorDocuments.Of), all.Count);
    }

    private static async Task<IResult> DeleteAsync(string name, IExternalInitiators initiators, CancellationToken cancellationToken) =>
        InitiatorName.TryRead(name, out var read) && await initiators.RemoveAsync(read, cancellationToken)
            ? Results.NoContent()
            : JsonApi.Error(StatusCodes.Status404NotFound, "external initiator not found");

    private static bool TryRead(JsonDocument body, out string? name, out Uri? url, out string? problem)
    {
        url = null;
        name = null;
        if (!JsonBody.TryText(body, "name", out var nameText) || !JsonBody.TryText(body, "url", out var urlText))
        {
            problem = "name and url are texts";
            return false;
        }

        problem = nameText switch
        {
            null or "" => "No name specified",
            _ when !InitiatorName.TryRead(nameText, out name) => $"Name must be alphanumeric and may contain '_' or '-': {InitiatorName.Rule}",
            _ when !TryUrl(urlText, out url) => $"url is an http or https URL without user, password and fragment, of at most {UrlCharsMax} characters",
            _ => null,
        };
        return problem is null;
    }

    private static bool TryUrl(string? text, out Uri? url)
    {
        url = null;
        return string.IsNullOrEmpty(text)
            || (text.Length <= UrlCharsMax && Uri.TryCreate(text, UriKind.Absolute, out url) && url.Scheme is "http" or "https"
                && url.UserInfo.Length == 0 && url.Fragment.Length == 0);
    }
}
