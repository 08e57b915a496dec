namespace Node.Http.Auth;

/// <summary>The least role that a route asks for; every route has one.</summary>
/// <param name="Least">The role.</param>
internal sealed record RoutePolicy(Role Least)
{
    /// <summary>Whether external initiators may call the route too; what they may do there is the route's to say. Default: they may not.</summary>
    public bool IsOpenToInitiators { get; init; }
}
