using System.Text.Json;

namespace Node.Http.Shapes;

/// <summary>The body of a request that has to be a JSON object.</summary>
internal static class JsonBody
{
    /// <summary>Reads it.</summary>
    /// <returns>The object, which the caller disposes, or what is wrong with the body.</returns>
    public static async Task<(JsonDocument? Body, string? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var body = await JsonDocument.ParseAsync(request.Body, new JsonDocumentOptions { AllowDuplicateProperties = false }, cancellationToken);
            if (body.RootElement.ValueKind == JsonValueKind.Object)
            {
                return (body, null);
            }

            body.Dispose();
            return (null, "the body is JSON and no object");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: text with half a surrogate pair.
            return (null, $"the body is not JSON: {e.Message}");
        }
    }

    /// <summary>Reads a member that is a text or not there.</summary>
    /// <returns>False when it is something else.</returns>
    public static bool TryText(JsonDocument body, string name, out string? text)
    {
        text = null;
        if (!body.RootElement.TryGetProperty(name, out var member) || member.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        if (member.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        try
        {
            text = member.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false; // half a surrogate pair
        }
    }
}
