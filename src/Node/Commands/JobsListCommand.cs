using System.CommandLine;
using Node.Core.Text;
using Node.Http.Shapes;

namespace Node.Commands;

/// <summary><c>jobs list</c>: the jobs of a running node.</summary>
internal static class JobsListCommand
{
    private static readonly Option<bool> Json = new("--json") { Description = "print the node's answer, all pages as one" };

    public static Command Build(Terminal terminal)
    {
        var command = new Command("list", "List the jobs of a running node") { Json, ApiCaller.NodeOption };
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

        if (await caller.ListAsync("/v2/jobs", terminal, cancellationToken) is not { } answer)
        {
            return ExitCode.No;
        }

        if (parsed.GetValue(Json))
        {
            await terminal.Out.WriteLineAsync(answer.ToJsonString(JsonApi.Options));
            return ExitCode.Good;
        }

        await terminal.Out.WriteLineAsync($"{"id",6}  {"type",-14}  {"externalJobID",-36}  name");
        foreach (var job in answer["data"]!.AsArray())
        {
            var attributes = job!["attributes"]!;
            await terminal.Out.WriteLineAsync($"{job["id"],6}  {attributes["type"],-14}  {attributes["externalJobID"],-36}  {Untrusted.Show(attributes["name"]?.ToString() ?? "")}");
        }

        return ExitCode.Good;
    }
}
