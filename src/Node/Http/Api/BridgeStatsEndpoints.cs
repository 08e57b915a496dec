using System.Text.Json;
using Node.Auditing;
using Node.Http.Auth;
using Node.Http.Shapes;
using Node.Jobs.Bridges;
using Node.Jobs.Pipeline.Values;

namespace Node.Http.Api;

/// <summary><c>/v2/bridge_types/{name}/stats</c>: how a bridge fares; <c>…/test</c>: ask it by hand, by default what was last asked.</summary>
internal static class BridgeStatsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v2/bridge_types/{name}/stats", Stats).WithMetadata(new RoutePolicy(Role.View));
        routes.MapPost("/v2/bridge_types/{name}/test", TestAsync).WithMetadata(new RoutePolicy(Role.Edit) { Act = AuditActs.BridgeTested });
    }

    private static IResult Stats(string name, IBridgeBook bridges, IBridgeProbe probe) =>
        bridges.Find(name) is { } bridge ? JsonApi.One(BridgeDocuments.Of(bridge, probe.StatsOf(bridge.Name))) : BridgesEndpoints.NotFound();

    private static async Task<IResult> TestAsync(string name, HttpRequest request, IBridgeBook bridges, IBridgeProbe probe, CancellationToken cancellationToken)
    {
        if (bridges.Find(name) is not { } bridge)
        {
            return BridgesEndpoints.NotFound();
        }

        var (payload, problem) = await ReadPayloadAsync(request, cancellationToken);
        if (problem is not null)
        {
            return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, problem);
        }

        return await probe.AskAsync(bridge.Name, payload, cancellationToken) is { } answer
            ? JsonApi.One(BridgeDocuments.Of(bridge, answer))
            : JsonApi.Error(StatusCodes.Status409Conflict, $"nothing was asked of bridge {bridge.Name} since the node started; send {{\"data\": {{…}}}} to ask something");
    }

    private static async Task<(MapValue? Payload, string? Problem)> ReadPayloadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        const string Accepted = "send {\"data\": {…}}, or no body to send again what was last asked";
        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync(cancellationToken);
        if (string.IsNullOrWhiteSpace(text))
        {
            return (null, null);
        }

        try
        {
            using var body = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = JsonApi.DepthMax });
            if (body.RootElement.ValueKind != JsonValueKind.Object || !body.RootElement.TryGetProperty("data", out var data))
            {
                return (null, $"the body has no data; {Accepted}");
            }

            return StoredValue.Read(data.GetRawText()) is MapValue map ? (map, null) : (null, $"data is not a JSON object; {Accepted}");
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            return (null, $"the body is not JSON ({e.Message}); {Accepted}");
        }
    }
}
