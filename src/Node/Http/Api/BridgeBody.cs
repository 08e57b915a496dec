using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Node.Core.Text;
using Node.Jobs.Bridges;

namespace Node.Http.Api;

/// <summary>Reads a bridge from the body of a request.</summary>
internal static class BridgeBody
{
    /// <summary>The draft, or what is wrong with the body.</summary>
    public static async Task<(BridgeDraft? Draft, string? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body, new JsonDocumentOptions { AllowDuplicateProperties = false }, cancellationToken);
            return body.RootElement.ValueKind == JsonValueKind.Object
                ? (Read(body.RootElement), null)
                : (null, "the body is not a JSON object; send {\"name\": \"…\", \"url\": \"…\"}");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: text with half a surrogate pair.
            return (null, $"the body is not JSON ({e.Message}); send {{\"name\": \"…\", \"url\": \"…\"}}");
        }
        catch (FormatException e)
        {
            return (null, e.Message);
        }
    }

    private static BridgeDraft Read(JsonElement body) => new()
    {
        Name = Text(body, "name") ?? "",
        Url = Text(body, "url") ?? "",
        Confirmations = Confirmations(body),
        MinimumContractPayment = Payment(body),
        Timeout = Timeout(body),
        Headers = Headers(body),
    };

    private static string? Text(JsonElement body, string name) => Find(body, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        _ => throw new FormatException($"{name} is not a text"),
    };

    private static long Confirmations(JsonElement body) => Find(body, "confirmations") switch
    {
        null => 0,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var value) => value,
        { ValueKind: JsonValueKind.String } text when long.TryParse(text.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) => value,
        _ => throw new FormatException("confirmations is not a whole number"),
    };

    // The field writes juels as text, since they do not fit a number of 53 bits.
    private static BigInteger? Payment(JsonElement body)
    {
        var text = Find(body, "minimumContractPayment") switch
        {
            null => null,
            { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
            { ValueKind: JsonValueKind.String } given => given.GetString(),
            _ => "?",
        };
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return text.Length <= 80 && BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var juels)
            ? juels
            : throw new FormatException("minimumContractPayment is not a whole number of juels");
    }

    private static TimeSpan? Timeout(JsonElement body) => Text(body, "timeout") switch
    {
        null or "" => null,
        var text when GoDuration.TryParse(text, out var timeout) => timeout,
        _ => throw new FormatException($"timeout is not a duration; write {GoDuration.Accepted}"),
    };

    private static List<KeyValuePair<string, string>>? Headers(JsonElement body)
    {
        if (!body.TryGetProperty("headers", out var headers))
        {
            return null;
        }

        if (headers.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        if (headers.ValueKind != JsonValueKind.Object || headers.EnumerateObject().Any(header => header.Value.ValueKind != JsonValueKind.String))
        {
            throw new FormatException("headers is not an object of texts; send {\"X-Name\": \"value\"}");
        }

        return [.. headers.EnumerateObject().Select(header => new KeyValuePair<string, string>(header.Name, header.Value.GetString()!))];
    }

    private static JsonElement? Find(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
