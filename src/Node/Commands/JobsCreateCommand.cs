using System.CommandLine;
using System.Text.Json.Nodes;
using Node.Http.Shapes;

namespace Node.Commands;

/// <summary><c>jobs create FILE</c>: gives a spec to a running node.</summary>
internal static class JobsCreateCommand
{
    private static readonly Argument<string> SpecFile = new("FILE") { Description = "a job spec: TOML, or JSON of the older generation" };
    private static readonly Option<bool> Json = new("--json") { Description = "print the node's answer as it is" };

    public static Command Build(Terminal terminal)
    {
        var command = new Command("create", "Create a job on a running node") { SpecFile, Json, ApiCaller.NodeOption };
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

        string toml;
        try
        {
            toml = await File.ReadAllTextAsync(parsed.GetRequiredValue(SpecFile), cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await terminal.Error.WriteLineAsync(e.Message);
            return ExitCode.No;
        }

        var answer = await caller.SendAsync(HttpMethod.Post, "/v2/jobs", new JsonObject { ["toml"] = toml }, terminal, cancellationToken);
        if (answer?["data"] is not { } job)
        {
            return ExitCode.No;
        }

        await terminal.Out.WriteLineAsync(
            parsed.GetValue(Json) ? answer.ToJsonString(JsonApi.Options) : $"created job {job["id"]} ({job["attributes"]?["externalJobID"]})");
        return ExitCode.Good;
    }
}
