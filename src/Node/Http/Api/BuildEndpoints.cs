using System.Reflection;
using System.Text.Json.Nodes;
using Node.Http.Auth;
using Node.Http.Shapes;

namespace Node.Http.Api;

/// <summary><c>/v2/build_info</c>: which program this is; <c>/v2/features</c>: what of the field's optional parts it has.</summary>
internal static class BuildEndpoints
{
    private const char BeforeCommit = '+';

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v2/build_info", BuildInfo).WithMetadata(new RoutePolicy(Role.View));
        routes.MapGet("/v2/features", Features).WithMetadata(new RoutePolicy(Role.View));
    }

    private static IResult BuildInfo()
    {
        var version = typeof(BuildEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
        var parts = version.Split(BeforeCommit, 2);
        return Results.Text(
            new JsonObject { ["version"] = parts[0], ["commitSHA"] = parts.Length > 1 ? parts[1] : "unset" }.ToJsonString(JsonApi.Options), "application/json");
    }

    private static IResult Features() => JsonApi.All([Feature("csa"), Feature("feeds_manager")]);

    private static JsonObject Feature(string name) => JsonApi.Resource("features", name, new JsonObject { ["enabled"] = false });
}
