using Node.Auditing;

namespace Node.Http.Auth;

/// <summary>The least role that a route asks for; every route has one.</summary>
/// <param name="Least">The role.</param>
internal sealed record RoutePolicy(Role Least)
{
    /// <summary>Whether external initiators may call the route too; what they may do there is the route's to say. Default: they may not.</summary>
    public bool IsOpenToInitiators { get; init; }

    /// <summary>
    /// The act that a call of the route is in the audit log, one of <see cref="AuditActs"/>; <see cref="AuditActs.None"/> for a route that changes
    /// something and is no act of administration. Null, the default, is for routes that change nothing.
    /// </summary>
    public string? Act { get; init; }
}
