using System.CommandLine;
using System.Text.Json.Nodes;
using Node.Http.Shapes;

namespace Node.Commands;

/// <summary><c>initiators destroy NAME</c>: removes an initiator; jobs that name it stay.</summary>
internal static class InitiatorsDestroyCommand
{
    private static readonly Argument<string> Name = new("NAME") { Description = "the initiator's name" };
    private static readonly Option<bool> Json = new("--json") { Description = "print {\"removed\": \"NAME\"}" };

    public static Command Build(Terminal terminal)
    {
        var command = new Command("destroy", "Remove an external initiator; it can run nothing from then on") { Name, Json, ApiCaller.NodeOption };
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

        var name = parsed.GetRequiredValue(Name);
        if (await caller.SendAsync(HttpMethod.Delete, $"/v2/external_initiators/{Uri.EscapeDataString(name)}", null, terminal, cancellationToken) is null)
        {
            return ExitCode.No;
        }

        await terminal.Out.WriteLineAsync(
            parsed.GetValue(Json) ? new JsonObject { ["removed"] = name }.ToJsonString(JsonApi.Options) : $"removed external initiator {name}");
        return ExitCode.Good;
    }
}
