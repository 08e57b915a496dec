using System.CommandLine;
using System.Text.Json.Nodes;
using Node.Core.Text;
using Node.Http.Shapes;

namespace Node.Commands;

/// <summary><c>jobs show JOB</c>: a job with its errors and its spec.</summary>
internal static class JobsShowCommand
{
    private static readonly Option<bool> Json = new("--json") { Description = "print the node's answer as it is" };

    public static Command Build(Terminal terminal)
    {
        var command = new Command("show", "Show a job of a running node: its version, its errors, its spec") { JobArgument.Job, Json, ApiCaller.NodeOption };
        command.SetAction((parsed, token) => RunAsync(parsed, terminal, token));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var (answer, exit) = await JobArgument.AskAsync(parsed, HttpMethod.Get, "", terminal, cancellationToken);
        if (answer?["data"]?["attributes"] is not { } job)
        {
            return exit;
        }

        if (parsed.GetValue(Json))
        {
            await terminal.Out.WriteLineAsync(answer.ToJsonString(JsonApi.Options));
            return ExitCode.Good;
        }

        var (version, versionExit) = await JobArgument.AskAsync(parsed, HttpMethod.Get, $"/versions/{job["version"]}", terminal, cancellationToken);
        if (version is null)
        {
            return versionExit;
        }

        await terminal.Out.WriteLineAsync($"job {answer["data"]!["id"]}  {job["type"]}  {job["externalJobID"]}  {Untrusted.Show(job["name"]?.ToString() ?? "")}");
        await terminal.Out.WriteLineAsync($"version {job["version"]} of {job["updatedAt"]}, created {job["createdAt"]}");
        await PrintErrorsAsync(job["errors"]!.AsArray(), terminal);
        await terminal.Out.WriteLineAsync();
        await terminal.Out.WriteLineAsync(version["data"]!["attributes"]!["toml"]!.GetValue<string>().TrimEnd());
        return ExitCode.Good;
    }

    private static async Task PrintErrorsAsync(JsonArray errors, Terminal terminal)
    {
        await terminal.Out.WriteLineAsync(errors.Count == 0 ? "no errors" : "errors, the newest first:");
        foreach (var error in errors)
        {
            var occurrences = error!["occurrences"]!.GetValue<long>();
            var when = occurrences == 1 ? $"once, {error["updatedAt"]}" : $"{occurrences} times, first {error["createdAt"]}, last {error["updatedAt"]}";
            await terminal.Out.WriteLineAsync($"  [{error["id"]}] {Untrusted.Show(error["description"]?.ToString(), ApiCaller.TextCharsMax)} ({when})");
        }
    }
}
