using System.CommandLine;
using System.Text.Json.Nodes;
using Node.Core.Text;

namespace Node.Commands.Bridges;

/// <summary><c>bridges test NAME</c>: asks the adapter through the node, by default what was last asked.</summary>
internal static class BridgesTestCommand
{
    private static readonly Option<string?> Data = new("--data") { Description = "a JSON file with what to ask; without it what was last asked is sent again" };

    public static Command Build(Terminal terminal)
    {
        var command = new Command("test", "Ask a bridge by hand") { BridgeArguments.Name, Data, BridgeArguments.Json, ApiCaller.NodeOption };
        command.SetAction((parsed, token) => RunAsync(parsed, terminal, token));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        using var caller = await ApiCaller.CreateAsync(parsed, terminal);
        if (caller is null)
        {
            return ExitCode.WrongUse;
        }

        JsonObject? body = null;
        if (parsed.GetValue(Data) is { } file)
        {
            if (await BridgeArguments.ReadJsonAsync(file, terminal, cancellationToken) is not { } data)
            {
                return ExitCode.No;
            }

            body = new JsonObject { ["data"] = data };
        }

        var answer = await caller.SendAsync(HttpMethod.Post, BridgeArguments.PathOf(parsed) + "/test", body, terminal, cancellationToken);
        var printed = await BridgeArguments.PrintAsync(parsed, terminal, answer, said =>
        {
            var test = said["data"]!["attributes"]!;
            return test["error"] is { } error
                ? $"no answer after {test["ms"]} ms: {Untrusted.Show(error.ToString(), ApiCaller.TextCharsMax)}"
                : $"status {test["status"]} after {test["ms"]} ms\n{Untrusted.Show(test["response"]?.ToString(), ApiCaller.TextCharsMax)}";
        });
        return printed == ExitCode.Good && IsGood(answer!["data"]!["attributes"]!) ? ExitCode.Good : ExitCode.No;
    }

    private static bool IsGood(JsonNode test) => test["status"] is { } status && status.GetValue<int>() < 400;
}
