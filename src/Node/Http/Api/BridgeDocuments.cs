using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Node.Core.Text;
using Node.Http.Shapes;
using Node.Jobs.Bridges;
using Node.Jobs.Pipeline.Values;

namespace Node.Http.Api;

/// <summary>Bridges as resources of the API.</summary>
internal static class BridgeDocuments
{
    private const string Type = "bridges";

    /// <summary>The resource of a bridge. The field's clients look for <c>outgoingToken</c>; it is told once and is empty from then on.</summary>
    public static JsonObject Of(Bridge bridge) => Of(bridge, null, "");

    /// <summary>The resource of a bridge that was just created, with both tokens.</summary>
    public static JsonObject Of(NewBridge created) => Of(created.Bridge, created.IncomingToken, created.OutgoingToken);

    /// <summary>What is known of the requests to a bridge.</summary>
    public static JsonObject Of(Bridge bridge, BridgeStats stats) => JsonApi.Resource("bridgeStats", bridge.Name, new JsonObject
    {
        ["name"] = bridge.Name,
        ["requests"] = stats.Requests,
        ["errors"] = stats.Errors,
        ["timeouts"] = stats.Timeouts,
        ["pending"] = stats.Pending,
        ["cacheHits"] = stats.CacheHits,
        ["p50Ms"] = Ms(stats.P50),
        ["p99Ms"] = Ms(stats.P99),
        ["timeout"] = GoDuration.Format(bridge.Timeout ?? TimeSpan.FromSeconds(15)),
        ["suggestedTimeout"] = stats.SuggestedTimeout is { } suggested ? GoDuration.Format(suggested) : null,
        ["latencies"] = new JsonArray([.. stats.Latencies.Select(step => new JsonObject { ["withinMs"] = Ms(step.Within), ["count"] = step.Count })]),
        ["lastPayload"] = stats.LastPayload is { } payload ? Parse(ValueJson.Write(payload)) : null,
        ["calls"] = new JsonArray([.. stats.Calls.Select(Of)]),
    });

    /// <summary>What came of asking a bridge by hand.</summary>
    public static JsonObject Of(Bridge bridge, BridgeProbeAnswer answer) => JsonApi.Resource("bridgeTests", bridge.Name, new JsonObject
    {
        ["request"] = Parse(answer.Payload),
        ["ms"] = Ms(answer.Took),
        ["status"] = answer.Status,
        ["response"] = answer.Body,
        ["error"] = answer.Error,
    });

    private static JsonObject Of(Bridge bridge, string? incomingToken, string outgoingToken)
    {
        var attributes = new JsonObject
        {
            ["name"] = bridge.Name,
            ["url"] = bridge.Url.OriginalString,
            ["confirmations"] = bridge.Confirmations,
        };
        if (incomingToken is not null)
        {
            attributes["incomingToken"] = incomingToken;
        }

        attributes["outgoingToken"] = outgoingToken;
        attributes["minimumContractPayment"] = bridge.MinimumContractPayment?.ToString(CultureInfo.InvariantCulture);
        attributes["timeout"] = bridge.Timeout is { } timeout ? GoDuration.Format(timeout) : null;
        attributes["createdAt"] = JsonApi.Time(bridge.CreatedAt);
        attributes["updatedAt"] = JsonApi.Time(bridge.UpdatedAt);
        return JsonApi.Resource(Type, bridge.Name, attributes);
    }

    private static JsonObject Of(BridgeCall call) => new()
    {
        ["at"] = JsonApi.Time(call.At),
        ["ms"] = Ms(call.Took),
        ["status"] = call.Status,
        ["bytes"] = call.Bytes,
        ["error"] = call.Error,
        ["pending"] = call.IsPending,
        ["jobID"] = call.JobId == 0 ? null : call.JobId,
        ["runID"] = call.RunId == 0 ? null : call.RunId,
        ["task"] = call.TaskName.Length == 0 ? null : call.TaskName,
    };

    private static JsonNode? Parse(string json) => JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { MaxDepth = JsonApi.DepthMax });

    private static JsonNode? Ms(TimeSpan? time) => time is { } span ? Math.Round(span.TotalMilliseconds, 3) : null;
}
