using System.Text.Json;

namespace Node.Core.Config;

/// <summary>Reads configuration out of a JSON text.</summary>
internal static class JsonKeys
{
    private const string SchemaKey = "$schema";

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Key to value. An empty object and an empty list are the empty text, so that they differ from null. Editors want a key <c>$schema</c>; it is left out.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="FormatException">It is no object, or has a key twice; case does not count.</exception>
    public static Dictionary<string, string?> Read(Stream json)
    {
        using var document = JsonDocument.Parse(json, Lenient);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("the outermost value must be an object: { … }");
        }

        Dictionary<string, string?> values = new(StringComparer.OrdinalIgnoreCase);
        foreach (var property in document.RootElement.EnumerateObject().Where(property => property.Name != SchemaKey))
        {
            Visit(property.Name, property.Value, values);
        }

        return values;
    }

    private static void Visit(string key, JsonElement element, Dictionary<string, string?> values)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object when element.EnumerateObject().Any():
                foreach (var property in element.EnumerateObject())
                {
                    Visit($"{key}:{property.Name}", property.Value, values);
                }

                break;
            case JsonValueKind.Array when element.GetArrayLength() > 0:
                var position = 0;
                foreach (var item in element.EnumerateArray())
                {
                    Visit($"{key}:{position++}", item, values);
                }

                break;
            default:
                Add(key, TextOf(element), values);
                break;
        }
    }

    private static string? TextOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Object or JsonValueKind.Array => "",
        _ => element.GetRawText(),
    };

    private static void Add(string key, string? text, Dictionary<string, string?> values)
    {
        if (!values.TryAdd(key, text))
        {
            throw new FormatException($"{key} stands there twice");
        }
    }
}
