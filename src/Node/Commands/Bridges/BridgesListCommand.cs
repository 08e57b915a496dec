using System.CommandLine;
using System.Text;
using Node.Core.Text;

namespace Node.Commands.Bridges;

/// <summary><c>bridges list</c>.</summary>
internal static class BridgesListCommand
{
    public static Command Build(Terminal terminal)
    {
        var command = new Command("list", "List the bridges") { BridgeArguments.Json, ApiCaller.NodeOption };
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

        var answer = await caller.ListAsync("/v2/bridge_types", terminal, cancellationToken);
        return await BridgeArguments.PrintAsync(parsed, terminal, answer, said =>
        {
            var table = new StringBuilder($"{"name",-24}  url");
            foreach (var bridge in said["data"]!.AsArray())
            {
                table.Append(Environment.NewLine).Append($"{bridge!["id"],-24}  {Untrusted.Show(bridge["attributes"]!["url"]?.ToString())}");
            }

            return table.ToString();
        });
    }
}
