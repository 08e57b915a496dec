using System.CommandLine;
using System.Globalization;
using Node.Http.Shapes;

namespace Node.Commands;

/// <summary><c>runs retry</c>: an errored run again, as a new one.</summary>
internal static class RunsRetryCommand
{
    private static readonly Argument<long> Id = new("ID") { Description = "the number of the errored run" };
    private static readonly Option<bool> Force = new("--force") { Description = "also when the run has sent a transaction that did or may still do its work" };
    private static readonly Option<bool> Json = new("--json") { Description = "print the node's answer as it is" };

    public static Command Build(Terminal terminal)
    {
        var command = new Command("retry", "Try an errored run again, as a new run that names the old one") { Id, Force, Json, ApiCaller.NodeOption };
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

        var path = string.Create(CultureInfo.InvariantCulture, $"/v2/runs/{parsed.GetValue(Id)}/retry{(parsed.GetValue(Force) ? "?force=true" : "")}");
        var answer = await caller.SendAsync(HttpMethod.Post, path, null, terminal, cancellationToken);
        if (answer?["data"] is not { } run)
        {
            return ExitCode.No;
        }

        await terminal.Out.WriteLineAsync(
            parsed.GetValue(Json) ? answer.ToJsonString(JsonApi.Options) : $"run {run["id"]} tries run {parsed.GetValue(Id)} again");
        return ExitCode.Good;
    }
}
