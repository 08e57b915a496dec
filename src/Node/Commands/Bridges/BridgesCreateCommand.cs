using System.CommandLine;

namespace Node.Commands.Bridges;

/// <summary><c>bridges create NAME URL</c>.</summary>
internal static class BridgesCreateCommand
{
    public static Command Build(Terminal terminal)
    {
        var command = new Command("create", "Create a bridge; its tokens are printed once")
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

        var answer = await caller.SendAsync(HttpMethod.Post, "/v2/bridge_types", body, terminal, cancellationToken);
        return await BridgeArguments.PrintAsync(parsed, terminal, answer, said =>
        {
            var bridge = said["data"]!["attributes"]!;
            return $"created bridge {bridge["name"]}\nincoming token: {bridge["incomingToken"]}\noutgoing token: {bridge["outgoingToken"]}\nKeep them now: they are not shown again.";
        });
    }
}
