using Node.Http.Shapes;

namespace Node.Http.Auth;

/// <summary>Denies by default: a route without a policy answers nobody, and a caller needs the role that the route's policy names.</summary>
internal sealed class AuthMiddleware(RequestDelegate next, ApiTokens tokens)
{
    public const string KeyHeader = "X-API-KEY";
    public const string SecretHeader = "X-API-SECRET";
    private const string Bearer = "Bearer ";

    public async Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint is not RouteEndpoint)
        {
            // No route: routing itself answers with 404 or 405.
            await next(context);
            return;
        }

        var least = endpoint.Metadata.GetMetadata<RoutePolicy>()?.Least ?? throw new InvalidOperationException($"the route {endpoint.DisplayName} has no policy");
        if (least == Role.Anonymous)
        {
            await next(context);
            return;
        }

        var role = RoleOf(context.Request);
        if (role == Role.Anonymous)
        {
            await JsonApi.WriteErrorAsync(context, StatusCodes.Status401Unauthorized, $"an API token is needed: send {KeyHeader} and {SecretHeader}, or Authorization: Bearer KEY:SECRET");
            return;
        }

        if (role < least)
        {
            await JsonApi.WriteErrorAsync(context, StatusCodes.Status403Forbidden, $"this needs the role {least.ToString().ToLowerInvariant()}; the token has {role.ToString().ToLowerInvariant()}");
            return;
        }

        await next(context);
    }

    private Role RoleOf(HttpRequest request)
    {
        string? key = request.Headers[KeyHeader];
        string? secret = request.Headers[SecretHeader];
        string? authorization = request.Headers.Authorization;
        if (key is null && authorization is not null && authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            var parts = authorization[Bearer.Length..].Trim().Split(':', 2);
            (key, secret) = parts.Length == 2 ? (parts[0], parts[1]) : (null, null);
        }

        return key is null || secret is null || key.Length > 128 || secret.Length > 256 ? Role.Anonymous : tokens.RoleOf(key, secret);
    }
}
