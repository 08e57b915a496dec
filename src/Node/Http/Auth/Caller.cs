using Node.Auditing;
using Node.Jobs.Types.Webhook.Initiators;

namespace Node.Http.Auth;

/// <summary>Who makes a request. There is one for each token, so that no request makes its own.</summary>
/// <param name="Role">What a user may do; anonymous for an initiator, which is no user.</param>
/// <param name="Initiator">The external initiator; null for a user.</param>
internal sealed record Caller(Role Role, Initiator? Initiator)
{
    /// <summary>Somebody of whom nothing is known.</summary>
    public static Caller Nobody { get; } = new(Role.Anonymous, null);

    /// <summary>The access key of the API token; null for an initiator and for who is not known.</summary>
    public string? AccessKey { get; init; }

    /// <summary>Who makes this request, as authentication has found.</summary>
    public static Caller Of(HttpContext context) =>
        context.Features.Get<Caller>() ?? throw new InvalidOperationException("the request was not authenticated");

    /// <summary>The same for the audit log.</summary>
    public AuditActor ActorOf(HttpContext context) => new(
        Initiator is null ? Role.ToString().ToLowerInvariant() : "initiator", AccessKey, Initiator?.Name, context.Connection.RemoteIpAddress?.ToString());
}
