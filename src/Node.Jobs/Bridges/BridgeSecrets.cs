using System.Text.Json;

namespace Node.Jobs.Bridges;

/// <summary>What is sent to an adapter and shown to nobody.</summary>
/// <param name="OutgoingToken">The token by which the adapter knows the node.</param>
/// <param name="Headers">Headers of the operator.</param>
internal sealed record BridgeSecrets(string OutgoingToken, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    private const string Authorization = "Authorization";

    /// <summary>Where the secrets of a bridge lie, for the box that they are sealed in.</summary>
    public static string PlaceOf(string name) => $"bridge {name}";

    /// <summary>As JSON, to be sealed.</summary>
    public string ToJson() => JsonSerializer.Serialize(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static BridgeSecrets FromJson(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<BridgeSecrets>(json) ?? throw new FormatException("the secrets of a bridge are null");
        }
        catch (JsonException e)
        {
            throw new FormatException("the secrets of a bridge are damaged", e);
        }
    }

    /// <summary>The headers of a request: the usual ones, then the bridge's, then the task's; of a repeated name the last counts.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> HeadersFor(IReadOnlyList<KeyValuePair<string, string>> ofTask)
    {
        var byName = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Content-Type"] = "application/json",
            [Authorization] = "Bearer " + OutgoingToken,
        };
        foreach (var (name, value) in Headers.Concat(ofTask))
        {
            byName[name] = value;
        }

        return [.. byName];
    }

    /// <summary>Without what is secret.</summary>
    public override string ToString() => $"{Headers.Count} headers and a token";
}
