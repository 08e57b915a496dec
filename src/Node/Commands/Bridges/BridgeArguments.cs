using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Node.Http.Shapes;

namespace Node.Commands.Bridges;

/// <summary>What the commands for bridges have in common.</summary>
internal static class BridgeArguments
{
    /// <summary>The bridge.</summary>
    public static Argument<string> Name { get; } = new("NAME") { Description = "the bridge's name" };

    /// <summary>Where it is.</summary>
    public static Argument<string> Url { get; } = new("URL") { Description = "where the adapter is asked, e.g. http://127.0.0.1:8080/" };

    public static Option<long> Confirmations { get; } = new("--confirmations") { Description = "how deep a request must lie; for jobs of the older generation" };

    public static Option<string?> Payment { get; } = new("--min-payment") { Description = "what a request pays for it, in juels; for jobs of the older generation" };

    public static Option<string?> Timeout { get; } = new("--timeout") { Description = "how long it may take, e.g. 10s; 15s by default" };

    /// <summary>Headers come from a file: arguments can be read by every user of the machine.</summary>
    public static Option<string?> Headers { get; } = new("--headers") { Description = "a JSON file with headers to send: {\"X-Name\": \"value\"}" };

    public static Option<bool> Json { get; } = new("--json") { Description = "print the node's answer as it is" };

    /// <summary>The path of a bridge.</summary>
    public static string PathOf(ParseResult parsed) => $"/v2/bridge_types/{Uri.EscapeDataString(parsed.GetRequiredValue(Name))}";

    /// <summary>The body of a create or update call; null after a message when the file of the headers is none.</summary>
    public static async Task<JsonObject?> BodyAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["name"] = parsed.GetRequiredValue(Name),
            ["url"] = parsed.GetRequiredValue(Url),
            ["confirmations"] = parsed.GetValue(Confirmations),
            ["minimumContractPayment"] = parsed.GetValue(Payment),
            ["timeout"] = parsed.GetValue(Timeout),
        };
        if (parsed.GetValue(Headers) is { } file)
        {
            if (await ReadJsonAsync(file, terminal, cancellationToken) is not { } headers)
            {
                return null;
            }

            body["headers"] = headers;
        }

        return body;
    }

    /// <summary>A file with a JSON object; null after a message when it is none.</summary>
    public static async Task<JsonObject?> ReadJsonAsync(string file, Terminal terminal, CancellationToken cancellationToken)
    {
        try
        {
            if (JsonNode.Parse(await File.ReadAllTextAsync(file, cancellationToken)) is JsonObject json)
            {
                return json;
            }

            await terminal.Error.WriteLineAsync($"{file} is not a JSON object");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            await terminal.Error.WriteLineAsync($"{file}: {e.Message}");
        }

        return null;
    }

    /// <summary>Prints what the node said: as it is, or in words.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> PrintAsync(ParseResult parsed, Terminal terminal, JsonNode? answer, Func<JsonNode, string> inWords)
    {
        if (answer is null)
        {
            return ExitCode.No;
        }

        await terminal.Out.WriteLineAsync(parsed.GetValue(Json) ? answer.ToJsonString(JsonApi.Options) : inWords(answer));
        return ExitCode.Good;
    }
}
