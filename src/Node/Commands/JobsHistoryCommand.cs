using System.CommandLine;
using Node.Http.Shapes;

namespace Node.Commands;

/// <summary><c>jobs history JOB</c>: the versions of a job, newest first.</summary>
internal static class JobsHistoryCommand
{
    private static readonly Option<bool> Json = new("--json") { Description = "print the node's answer as it is" };

    public static Command Build(Terminal terminal)
    {
        var command = new Command("history", "List the versions of a job of a running node") { JobArgument.Job, Json, ApiCaller.NodeOption };
        command.SetAction((parsed, token) => RunAsync(parsed, terminal, token));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var (answer, exit) = await JobArgument.AskAsync(parsed, HttpMethod.Get, "/versions", terminal, cancellationToken);
        if (answer?["data"]?.AsArray() is not { } versions)
        {
            return exit;
        }

        if (parsed.GetValue(Json))
        {
            await terminal.Out.WriteLineAsync(answer.ToJsonString(JsonApi.Options));
            return ExitCode.Good;
        }

        foreach (var version in versions)
        {
            var attributes = version!["attributes"]!;
            var origin = attributes["restoresVersion"] is { } restored ? $"  the spec of version {restored} again" : "";
            await terminal.Out.WriteLineAsync($"{attributes["version"],6}  {attributes["createdAt"]}{origin}");
        }

        return ExitCode.Good;
    }
}
