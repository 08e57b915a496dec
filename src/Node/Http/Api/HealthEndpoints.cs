using System.Text.Json.Nodes;
using Node.Core.Health;
using Node.Core.Services;
using Node.Http.Auth;
using Node.Http.Shapes;

namespace Node.Http.Api;

/// <summary><c>/live</c>, <c>/ready</c>, <c>/health</c> for probes, open to all; <c>/v2/ping</c> for clients.</summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/live", () => Results.Text("live")).WithMetadata(new RoutePolicy(Role.Anonymous));
        routes.MapGet("/ready", (IChecker checker) => Answer(checker.IsReady())).WithMetadata(new RoutePolicy(Role.Anonymous));
        routes.MapGet("/readyz", (HttpRequest request, IChecker checker) => AnswerShortly(request, checker.IsReady()))
            .WithMetadata(new RoutePolicy(Role.Anonymous));
        routes.MapGet("/health", (IChecker checker) => Answer(checker.IsHealthy())).WithMetadata(new RoutePolicy(Role.Anonymous));
        routes.MapGet("/v2/ping", () => JsonApi.Document(new JsonObject { ["message"] = "pong" }, StatusCodes.Status200OK))
            .WithMetadata(new RoutePolicy(Role.View) { IsOpenToInitiators = true });
    }

    // The field's probe: the status says it all, and ?full asks for the checks.
    private static IResult AnswerShortly(HttpRequest request, (bool IsOk, IReadOnlyDictionary<string, HealthFault?> Checks) answer) =>
        request.Query.ContainsKey("full") ? Answer(answer) : Results.StatusCode(answer.IsOk ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);

    private static WrittenResult Answer((bool IsOk, IReadOnlyDictionary<string, HealthFault?> Checks) answer) => new WrittenResult(
        HealthPages.Of(answer.Checks), answer.IsOk ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
}
