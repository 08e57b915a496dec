using System.CommandLine;
using System.Text.Json.Nodes;
using Node.Http.Shapes;

namespace Node.Commands;

/// <summary><c>jobs delete JOB</c>: removes a job from a running node.</summary>
internal static class JobsDeleteCommand
{
    private static readonly Option<bool> Json = new("--json") { Description = "print {\"deleted\": \"JOB\"}" };

    public static Command Build(Terminal terminal)
    {
        var command = new Command("delete", "Delete a job of a running node; its finished runs are kept") { JobArgument.Job, Json, ApiCaller.NodeOption };
        command.SetAction((parsed, token) => RunAsync(parsed, terminal, token));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var (_, exit) = await JobArgument.AskAsync(parsed, HttpMethod.Delete, "", terminal, cancellationToken);
        if (exit == ExitCode.Good)
        {
            var job = parsed.GetRequiredValue(JobArgument.Job);
            await terminal.Out.WriteLineAsync(parsed.GetValue(Json) ? new JsonObject { ["deleted"] = job }.ToJsonString(JsonApi.Options) : $"deleted job {job}");
        }

        return exit;
    }
}
