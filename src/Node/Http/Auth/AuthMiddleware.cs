using Node.Auditing;
using Node.Http.Shapes;
using Node.Jobs.Types.Webhook.Initiators;

namespace Node.Http.Auth;

/// <summary>Denies by default: a route without a policy answers nobody, and a caller needs the role that the route's policy names.</summary>
internal sealed class AuthMiddleware(RequestDelegate next, ApiTokens tokens, IExternalInitiators initiators, AuditLog audit)
{
    public const string KeyHeader = "X-API-KEY";
    public const string SecretHeader = "X-API-SECRET";
    public const string InitiatorKeyHeader = "X-Chainlink-EA-AccessKey";
    public const string InitiatorSecretHeader = "X-Chainlink-EA-Secret";

    private const string Bearer = "Bearer ";
    private const int KeyCharsMax = 128;
    private const int SecretCharsMax = 256;

    public Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint is not RouteEndpoint)
        {
            // No route: routing itself answers with 404 or 405.
            return next(context);
        }

        var policy = endpoint.Metadata.GetMetadata<RoutePolicy>() ?? throw new InvalidOperationException($"the route {endpoint.DisplayName} has no policy");
        if (policy.Least == Role.Anonymous)
        {
            return next(context);
        }

        var caller = CallerOf(context.Request);
        if (caller.Initiator is not null ? policy.IsOpenToInitiators : caller.Role >= policy.Least)
        {
            context.Features.Set(caller);
            return next(context);
        }

        audit.RecordRefused(
            caller.ActorOf(context), IsKnown(caller) ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized, AuditMiddleware.TraceOf(context), endpoint.DisplayName!);
        return RefuseAsync(context, caller, policy.Least);
    }

    private static bool IsKnown(Caller caller) => caller.Initiator is not null || caller.Role > Role.Anonymous;

    private static Task RefuseAsync(HttpContext context, Caller caller, Role least) => caller switch
    {
        { Initiator: { } initiator } => JsonApi.WriteErrorAsync(
            context, StatusCodes.Status403Forbidden, $"{initiator} may run the jobs that name it and nothing else; this needs an API token"),
        { Role: Role.Anonymous } => JsonApi.WriteErrorAsync(
            context,
            StatusCodes.Status401Unauthorized,
            context.Request.Headers.ContainsKey(KeyHeader) || context.Request.Headers.ContainsKey(InitiatorKeyHeader)
                ? "the key and the secret that were sent do not fit"
                : $"an API token is needed: send {KeyHeader} and {SecretHeader}, or Authorization: Bearer KEY:SECRET"),
        _ => JsonApi.WriteErrorAsync(
            context, StatusCodes.Status403Forbidden, $"this needs the role {least.ToString().ToLowerInvariant()}; the token has {caller.Role.ToString().ToLowerInvariant()}"),
    };

    private Caller CallerOf(HttpRequest request)
    {
        string? key = request.Headers[KeyHeader];
        string? secret = request.Headers[SecretHeader];
        if (key is null && secret is null)
        {
            string? initiatorKey = request.Headers[InitiatorKeyHeader];
            string? initiatorSecret = request.Headers[InitiatorSecretHeader];
            if (initiatorKey is not null)
            {
                return AreReadable(initiatorKey, initiatorSecret) && initiators.Recognise(initiatorKey, initiatorSecret!) is { } initiator
                    ? new Caller(Role.Anonymous, initiator)
                    : Caller.Nobody;
            }

            string? authorization = request.Headers.Authorization;
            if (authorization is not null && authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            {
                var parts = authorization[Bearer.Length..].Trim().Split(':', 2);
                (key, secret) = parts.Length == 2 ? (parts[0], parts[1]) : (null, null);
            }
        }

        return AreReadable(key, secret) ? tokens.CallerOf(key!, secret!) : Caller.Nobody;
    }

    private static bool AreReadable(string? key, string? secret) => key is { Length: <= KeyCharsMax } && secret is { Length: <= SecretCharsMax };
}
