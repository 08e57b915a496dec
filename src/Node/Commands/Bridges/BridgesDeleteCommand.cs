using System.CommandLine;

namespace Node.Commands.Bridges;

/// <summary><c>bridges delete NAME</c>: refused while a job uses it.</summary>
internal static class BridgesDeleteCommand
{
    public static Command Build(Terminal terminal)
    {
        var command = new Command("delete", "Delete a bridge that no job uses") { BridgeArguments.Name, BridgeArguments.Json, ApiCaller.NodeOption };
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

        var answer = await caller.SendAsync(HttpMethod.Delete, BridgeArguments.PathOf(parsed), null, terminal, cancellationToken);
        return await BridgeArguments.PrintAsync(parsed, terminal, answer, said => $"deleted bridge {said["data"]!["id"]}");
    }
}
