using System.Text.Json;
using Node.Http.Shapes;

namespace Node.Http.Api;

/// <summary>Reads JSON bodies of requests about jobs.</summary>
internal static class SpecBody
{
    /// <summary>Reads a body.</summary>
    /// <returns>The document, or what to answer instead.</returns>
    public static async Task<(JsonDocument? Body, IResult? Refusal)> ReadAsync(HttpRequest request, string example, CancellationToken cancellationToken)
    {
        var (body, problem) = await JsonBody.ReadAsync(request, cancellationToken);
        return (body, problem is null ? null : JsonApi.Error(StatusCodes.Status422UnprocessableEntity, $"{problem}; send {example}"));
    }

    /// <summary>A text of an object; null when it is missing or no text.</summary>
    public static string? Text(JsonElement from, string name)
    {
        try
        {
            return from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // half a surrogate pair
        }
    }

    /// <summary>Reads <c>{"toml": "…"}</c>.</summary>
    public static async Task<(string? Toml, IResult? Refusal)> ReadTomlAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        const string example = "{\"toml\": \"…\"}";
        var (body, refusal) = await ReadAsync(request, example, cancellationToken);
        using (body)
        {
            return body is null ? (null, refusal)
                : Text(body.RootElement, "toml") is { } toml ? (toml, null)
                : (null, JsonApi.Error(StatusCodes.Status422UnprocessableEntity, $"the body has no text \"toml\"; send {example}"));
        }
    }
}
