namespace Node.Http.Auth;

/// <summary>The least role that a route asks for; every route has one.</summary>
/// <param name="Least">The role.</param>
internal sealed record RoutePolicy(Role Least);
