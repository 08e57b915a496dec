using System.CommandLine;
using System.Globalization;
using Node.Http.Shapes;

namespace Node.Commands;

/// <summary><c>runs cancel</c>: ends a run that has not ended.</summary>
internal static class RunsCancelCommand
{
    private static readonly Argument<long> Id = new("ID") { Description = "the number of the run" };
    private static readonly Option<bool> Json = new("--json") { Description = "print the node's answer as it is" };

    public static Command Build(Terminal terminal)
    {
        var command = new Command("cancel", "End a run that has not ended; nothing more is sent for it") { Id, Json, ApiCaller.NodeOption };
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

        var id = parsed.GetValue(Id).ToString(CultureInfo.InvariantCulture);
        var shown = await caller.SendAsync(HttpMethod.Get, $"/v2/runs/{id}", null, terminal, cancellationToken);
        if (shown?["data"]?["attributes"]?["jobID"] is not { } job)
        {
            return ExitCode.No;
        }

        var answer = await caller.SendAsync(HttpMethod.Post, $"/v2/jobs/{job}/runs/{id}/cancel", null, terminal, cancellationToken);
        if (answer?["data"] is not { } run)
        {
            return ExitCode.No;
        }

        await terminal.Out.WriteLineAsync(parsed.GetValue(Json) ? answer.ToJsonString(JsonApi.Options) : $"run {id} is {run["attributes"]?["state"]}");
        return ExitCode.Good;
    }
}
