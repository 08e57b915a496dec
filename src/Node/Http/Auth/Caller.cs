using Node.Jobs.Types.Webhook.Initiators;

namespace Node.Http.Auth;

/// <summary>Who makes a request.</summary>
/// <param name="Role">What a user may do; anonymous for an initiator, which is no user.</param>
/// <param name="Initiator">The external initiator; null for a user.</param>
internal sealed record Caller(Role Role, Initiator? Initiator)
{
    private static readonly Caller[] Users = [.. Enum.GetValues<Role>().Select(role => new Caller(role, null))];

    /// <summary>A user.</summary>
    public static Caller User(Role role) => Users[(int)role];

    /// <summary>Who makes this request, as authentication has found.</summary>
    public static Caller Of(HttpContext context) =>
        context.Features.Get<Caller>() ?? throw new InvalidOperationException("the request was not authenticated");
}
