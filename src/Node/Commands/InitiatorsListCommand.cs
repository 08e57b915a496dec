using System.CommandLine;
using Node.Core.Text;
using Node.Http.Shapes;

namespace Node.Commands;

/// <summary><c>initiators list</c>: the external initiators of a running node.</summary>
internal static class InitiatorsListCommand
{
    private static readonly Option<bool> Json = new("--json") { Description = "print the node's answer as it is" };

    public static Command Build(Terminal terminal)
    {
        var command = new Command("list", "List the external initiators of a running node") { Json, ApiCaller.NodeOption };
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

        if (await caller.ListAsync("/v2/external_initiators", terminal, cancellationToken) is not { } answer)
        {
            return ExitCode.No;
        }

        if (parsed.GetValue(Json))
        {
            await terminal.Out.WriteLineAsync(answer.ToJsonString(JsonApi.Options));
            return ExitCode.Good;
        }

        await terminal.Out.WriteLineAsync($"{"name",-24}  {"accessKey",-32}  url");
        foreach (var initiator in answer["data"]!.AsArray())
        {
            var attributes = initiator!["attributes"]!;
            await terminal.Out.WriteLineAsync($"{attributes["name"],-24}  {attributes["accessKey"],-32}  {Untrusted.Show(attributes["url"]?.ToString() ?? "")}".TrimEnd());
        }

        return ExitCode.Good;
    }
}
