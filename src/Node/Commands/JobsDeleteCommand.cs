using System.CommandLine;

namespace Node.Commands;

/// <summary><c>jobs delete JOB</c>: removes a job from a running node.</summary>
internal static class JobsDeleteCommand
{
    public static Command Build(Terminal terminal)
    {
        var command = new Command("delete", "Delete a job of a running node; its finished runs are kept") { JobArgument.Job, ApiCaller.NodeOption };
        command.SetAction((parsed, token) => RunAsync(parsed, terminal, token));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var (_, exit) = await JobArgument.AskAsync(parsed, HttpMethod.Delete, "", terminal, cancellationToken);
        if (exit == ExitCode.Good)
        {
            await terminal.Out.WriteLineAsync($"deleted job {parsed.GetRequiredValue(JobArgument.Job)}");
        }

        return exit;
    }
}
