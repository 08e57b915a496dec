using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Node.Auditing;
using Node.Http.Auth;
using Node.Http.Shapes;

namespace Node.Http.Api;

/// <summary><c>/v2/audit</c>: the last records of this node's audit log; admins only.</summary>
internal static class AuditEndpoints
{
    /// <summary>How many can be asked for.</summary>
    public const int CountMax = 1000;

    private const int CountDefault = 25;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v2/audit", List).WithMetadata(new RoutePolicy(Role.Admin));

    private static IResult List(HttpRequest request, AuditLog audit)
    {
        var count = CountDefault;
        if (request.Query["count"].ToString() is { Length: > 0 } text
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > CountMax))
        {
            return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, $"count must be a whole number from 1 to {CountMax}");
        }

        try
        {
            return JsonApi.All(audit.ReadLast(count).Select(ResourceOf));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return JsonApi.Error(StatusCodes.Status503ServiceUnavailable, $"the audit log cannot be read: {e.Message}. See that the node may read its folder");
        }
    }

    // A line that somebody has spoilt is shown as what it is.
    private static JsonObject ResourceOf(byte[] line)
    {
        try
        {
            if (JsonNode.Parse(line) is JsonObject record)
            {
                return JsonApi.Resource("auditRecords", record["sequence"]?.ToString() ?? "", record);
            }
        }
        catch (JsonException)
        {
            // Below.
        }

        return JsonApi.Resource("auditRecords", "", new JsonObject { ["eventID"] = "(this line was changed and cannot be read)" });
    }
}
