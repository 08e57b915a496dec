using System.CommandLine;
using System.Globalization;
using Node.Http.Shapes;

namespace Node.Commands;

/// <summary><c>runs show</c>: one run with its tasks.</summary>
internal static class RunsShowCommand
{
    private static readonly Argument<long> Id = new("ID") { Description = "the number of the run" };
    private static readonly Option<bool> Json = new("--json") { Description = "print the node's answer as it is" };

    public static Command Build(Terminal terminal)
    {
        var command = new Command("show", "Show a run with its tasks, its answer and its transactions") { Id, Json, ApiCaller.NodeOption };
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

        var path = string.Create(CultureInfo.InvariantCulture, $"/v2/runs/{parsed.GetValue(Id)}");
        var answer = await caller.SendAsync(HttpMethod.Get, path, null, terminal, cancellationToken);
        if (answer?["data"] is not { } run)
        {
            return ExitCode.No;
        }

        await terminal.Out.WriteLineAsync(parsed.GetValue(Json) ? answer.ToJsonString(JsonApi.Options) : RunText.Of(run));
        return ExitCode.Good;
    }
}
