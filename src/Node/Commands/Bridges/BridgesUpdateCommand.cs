using System.CommandLine;

namespace Node.Commands.Bridges;

/// <summary><c>bridges update NAME URL</c>: what is not given goes back to its default; headers stay unless a file is given.</summary>
internal static class BridgesUpdateCommand
{
    public static Command Build(Terminal terminal)
    {
        var command = new Command("update", "Change a bridge; headers stay unless a file is given, all else goes to what is said or its default")
        {
            BridgeArguments.Name, BridgeArguments.Url, BridgeArguments.Confirmations, BridgeArguments.Payment, BridgeArguments.Timeout,
            BridgeArguments.Headers, BridgeArguments.Json, ApiCaller.NodeOption,
        };
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

        if (await BridgeArguments.BodyAsync(parsed, terminal, cancellationToken) is not { } body)
        {
            return ExitCode.No;
        }

        var answer = await caller.SendAsync(HttpMethod.Patch, BridgeArguments.PathOf(parsed), body, terminal, cancellationToken);
        return await BridgeArguments.PrintAsync(parsed, terminal, answer, said => $"changed bridge {said["data"]!["id"]}: it is at {said["data"]!["attributes"]!["url"]}");
    }
}
