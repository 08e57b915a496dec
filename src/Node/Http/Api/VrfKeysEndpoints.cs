using System.Text;
using System.Text.Json.Nodes;
using Node.Auditing;
using Node.Eth.Keys;
using Node.Http.Auth;
using Node.Http.Shapes;

namespace Node.Http.Api;

/// <summary><c>/v2/keys/vrf</c>: list, create, delete, import and export the keys that prove random numbers.</summary>
/// <remarks>
/// Passwords are taken in the body, as <c>{"password": "…", "key": {…}}</c>, or in the query, as the field's clients send them.
/// </remarks>
internal static class VrfKeysEndpoints
{
    private const string Path = "/v2/keys/vrf";
    private const string Example = "{\"password\": \"…\", \"key\": {…}}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, ListAsync).WithMetadata(new RoutePolicy(Role.View));
        routes.MapPost(Path, CreateAsync).WithMetadata(new RoutePolicy(Role.Edit) { Act = AuditActs.VrfKeyCreated });
        routes.MapPost(Path + "/import", ImportAsync).WithMetadata(new RoutePolicy(Role.Admin) { Act = AuditActs.VrfKeyImported });
        routes.MapPost(Path + "/export/{keyId}", ExportAsync).WithMetadata(new RoutePolicy(Role.Admin) { Act = AuditActs.VrfKeyExported });
        routes.MapDelete(Path + "/{keyId}", DeleteAsync).WithMetadata(new RoutePolicy(Role.Admin) { Act = AuditActs.VrfKeyDeleted });
    }

    private static async Task<IResult> ListAsync(IVrfKeystore keys, CancellationToken cancellationToken) =>
        JsonApi.All((await keys.ListAsync(cancellationToken)).Select(ResourceOf));

    private static Task<IResult> CreateAsync(HttpRequest request, IVrfKeystore keys, CancellationToken cancellationToken) =>
        AnswerAsync(async () => Made(request, await keys.CreateAsync(cancellationToken)));

    private static async Task<IResult> DeleteAsync(string keyId, HttpRequest request, IVrfKeystore keys, CancellationToken cancellationToken)
    {
        string? hardText = request.Query["hard"];
        var isHard = false;
        request.Note("hard", hardText ?? "false");
        return hardText is not null && !bool.TryParse(hardText, out isHard)
            ? JsonApi.Error(StatusCodes.Status422UnprocessableEntity, "hard must be true or false")
            : VrfKey.TryParse(keyId, out var publicKey)
                ? await AnswerAsync(async () => JsonApi.One(ResourceOf(await keys.DeleteAsync(publicKey, isHard, cancellationToken))))
                : BadKeyId();
    }

    private static async Task<IResult> ImportAsync(HttpRequest request, IVrfKeystore keys, CancellationToken cancellationToken)
    {
        var (body, refusal) = await SpecBody.ReadAsync(request, Example, cancellationToken);
        using (body)
        {
            if (body is null)
            {
                return refusal!;
            }

            // The field's clients send the file as it is, and its password in the query.
            var isBare = !body.RootElement.TryGetProperty("key", out var key);
            var text = isBare ? (string?)request.Query["oldpassword"] : SpecBody.Text(body.RootElement, "password");
            return text is null
                ? JsonApi.Error(StatusCodes.Status422UnprocessableEntity, $"there is no password; send {Example}")
                : await AnswerAsync(async () =>
                {
                    using var password = new KeystorePassword(Encoding.UTF8.GetBytes(text));
                    return Made(request, await keys.ImportAsync((isBare ? body.RootElement : key).GetRawText(), password, cancellationToken));
                });
        }
    }

    private static async Task<IResult> ExportAsync(string keyId, HttpRequest request, IVrfKeystore keys, CancellationToken cancellationToken)
    {
        if (!VrfKey.TryParse(keyId, out var publicKey))
        {
            return BadKeyId();
        }

        string? text = request.Query["newpassword"];
        if (text is null)
        {
            var (body, refusal) = await SpecBody.ReadAsync(request, "{\"password\": \"…\"}", cancellationToken);
            using (body)
            {
                if (body is null)
                {
                    return refusal!;
                }

                text = SpecBody.Text(body.RootElement, "password");
            }
        }

        return text is null
            ? JsonApi.Error(StatusCodes.Status422UnprocessableEntity, "there is no password; send {\"password\": \"…\"}")
            : await AnswerAsync(async () =>
            {
                using var password = new KeystorePassword(Encoding.UTF8.GetBytes(text));
                return Results.Text(await keys.ExportAsync(publicKey, password, cancellationToken), "application/json");
            });
    }

    private static async Task<IResult> AnswerAsync(Func<Task<IResult>> answer)
    {
        try
        {
            return await answer();
        }
        catch (KeystoreException e)
        {
            return JsonApi.Error(
                e.Fault switch
                {
                    KeystoreFault.UnknownKey => StatusCodes.Status404NotFound,
                    KeystoreFault.AlreadyThere => StatusCodes.Status409Conflict,
                    _ => StatusCodes.Status422UnprocessableEntity,
                },
                e.Message);
        }
    }

    private static IResult BadKeyId() =>
        JsonApi.Error(StatusCodes.Status422UnprocessableEntity, "the key id is not a public key: 0x and 66 hex digits");

    private static IResult Made(HttpRequest request, VrfKey key)
    {
        request.Note("keyId", key.Compressed);
        return JsonApi.One(ResourceOf(key));
    }

    private static JsonObject ResourceOf(VrfKey key) => JsonApi.Resource("encryptedVRFKeys", key.Compressed, new JsonObject
    {
        ["compressed"] = key.Compressed,
        ["uncompressed"] = key.Uncompressed,
        ["hash"] = key.Hash.ToString(),
        ["createdAt"] = JsonApi.Time(key.CreatedAt),
    });
}
