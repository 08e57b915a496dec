using System.Text.Json;
using System.Text.Json.Nodes;
using Node.Auditing;
using Node.Http.Auth;
using Node.Http.Shapes;
using Node.Logging;

namespace Node.Http.Api;

/// <summary><c>/v2/log</c>: what is logged, and changing it while the node runs.</summary>
internal static class LogEndpoints
{
    private const string Path = "/v2/log";
    private const string Example = "{\"level\": \"debug\"}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (LogLevels levels) => Show(levels)).WithMetadata(new RoutePolicy(Role.View));
        routes.MapPatch(Path, ChangeAsync).WithMetadata(new RoutePolicy(Role.Admin) { Act = AuditActs.LogLevelSet });
    }

    // The names are the field's. Statements of SQL are never logged: their values may be secrets.
    private static IResult Show(LogLevels levels) => JsonApi.One(JsonApi.Resource("serviceLevelLogs", "log", new JsonObject
    {
        ["serviceName"] = new JsonArray("Global", "IsSqlEnabled"),
        ["logLevel"] = new JsonArray(LogLevelNames.Of(levels.Current), "false"),
        ["defaultLogLevel"] = LogLevelNames.Of(levels.Configured),
    }));

    private static async Task<IResult> ChangeAsync(HttpRequest request, LogLevels levels, ILogger<LogLevels> logger, CancellationToken cancellationToken)
    {
        var (body, problem) = await JsonBody.ReadAsync(request, cancellationToken);
        if (body is null)
        {
            return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, $"{problem}; send {Example}");
        }

        using (body)
        {
            if (!JsonBody.TryText(body, "level", out var text) || (text is { Length: > 0 } && !LogLevelNames.TryRead(text, out _)))
            {
                return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, $"level must be one of {LogLevelNames.Choice}; send {Example}");
            }

            var hasSql = body.RootElement.TryGetProperty("sqlEnabled", out var sql) && sql.ValueKind != JsonValueKind.Null;
            if (hasSql && sql.ValueKind != JsonValueKind.False)
            {
                return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, "sqlEnabled can only be false: the node logs no statements of SQL, since their values may be secrets");
            }

            if (string.IsNullOrEmpty(text) && !hasSql)
            {
                return JsonApi.Error(StatusCodes.Status400BadRequest, $"the body has neither level nor sqlEnabled; send {Example}");
            }

            if (!string.IsNullOrEmpty(text) && LogLevelNames.TryRead(text, out var level))
            {
                levels.Set(level);
                HttpLog.LevelSet(logger, LogLevelNames.Of(level), LogLevelNames.Of(levels.Configured));
            }

            return Show(levels);
        }
    }
}
