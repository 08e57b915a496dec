using System.Text.Json;

namespace Node.Eth.Rpc;

/// <summary>Reads the body of an answer to a batch: matches answers to calls by id, in whatever order they come.</summary>
internal static class RpcAnswerReader
{
    /// <summary>How deep an answer may nest.</summary>
    public const int DepthMax = 64;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = DepthMax, AllowDuplicateProperties = false };

    /// <summary>The answers to <paramref name="count"/> calls whose ids rise from <paramref name="firstId"/>.</summary>
    /// <remarks>A batch may be refused as a whole by one error object; then that error is the answer to each call.</remarks>
    /// <exception cref="RpcFormatException">The body is not a full set of answers to these calls.</exception>
    public static IReadOnlyList<RpcResponse> Read(ReadOnlyMemory<byte> body, long firstId, int count, bool batched)
    {
        using var document = Parse(body);
        var root = document.RootElement;
        if (!batched)
        {
            return [Answer(root, firstId, out _)];
        }

        if (root.ValueKind == JsonValueKind.Object)
        {
            var whole = Answer(root, null, out _);
            return whole.Error is null
                ? throw new RpcFormatException("the answer to a batch is a single result")
                : [.. Enumerable.Repeat(whole, count)];
        }

        if (root.ValueKind != JsonValueKind.Array || root.GetArrayLength() != count)
        {
            throw new RpcFormatException($"the answer to a batch of {count} calls is not a list of {count}");
        }

        var answers = new RpcResponse?[count];
        foreach (var element in root.EnumerateArray())
        {
            var answer = Answer(element, null, out var id);
            if (id is not { } known || known < firstId || known >= firstId + count)
            {
                throw new RpcFormatException("an answer carries the id of no call of this batch");
            }

            ref var place = ref answers[(int)(known - firstId)];
            place = place is null ? answer : throw new RpcFormatException("two answers carry the same id");
        }

        return answers!;
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body, Strict);
        }
        catch (JsonException e)
        {
            throw new RpcFormatException("the answer is not JSON, is nested too deep or names a field twice", e);
        }
    }

    private static RpcResponse Answer(JsonElement element, long? expectedId, out long? id)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new RpcFormatException("an answer is not an object");
        }

        if (!element.TryGetProperty("jsonrpc", out var version) || RpcText.Of(version, 8) != "2.0")
        {
            throw new RpcFormatException("an answer is not marked as JSON-RPC 2.0");
        }

        id = Id(element);
        var error = element.TryGetProperty("error", out var errorElement) && errorElement.ValueKind != JsonValueKind.Null;
        var result = element.TryGetProperty("result", out var resultElement);
        if (error && result && resultElement.ValueKind != JsonValueKind.Null)
        {
            throw new RpcFormatException("an answer holds a result and an error");
        }

        // An error about a request that the server could not read has no id.
        if (expectedId is { } expected && id != expected && !(error && id is null))
        {
            throw new RpcFormatException("the answer carries the id of another call");
        }

        if (error)
        {
            return RpcResponse.Failed(Error(errorElement));
        }

        return result
            ? new RpcResponse(resultElement.Clone(), null)
            : throw new RpcFormatException("an answer holds neither result nor error");
    }

    private static long? Id(JsonElement element)
    {
        if (!element.TryGetProperty("id", out var id) || id.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out var number)
            ? number
            : throw new RpcFormatException("the id of an answer is not a whole number");
    }

    private static RpcError Error(JsonElement error)
    {
        if (error.ValueKind != JsonValueKind.Object
            || !error.TryGetProperty("code", out var codeElement)
            || codeElement.ValueKind != JsonValueKind.Number
            || !codeElement.TryGetInt64(out var code))
        {
            throw new RpcFormatException("an error has no code");
        }

        var message = error.TryGetProperty("message", out var text) ? RpcText.Of(text, RpcException.ServerMessageCharsMax) : "";
        var data = error.TryGetProperty("data", out var dataElement) ? RevertData.From(dataElement) : [];
        if (data.Length == 0 && dataElement.ValueKind == JsonValueKind.String
            && message.Length < RpcException.ServerMessageCharsMax)
        {
            var said = RpcText.Of(dataElement, RpcException.ServerMessageCharsMax - message.Length); // Some say in data what went wrong.
            message = said.Length == 0 ? message : $"{message}: {said}";
        }

        return new RpcError(code, message, data);
    }
}
