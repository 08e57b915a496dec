using System.CommandLine;
using System.Text.Json.Nodes;

namespace Node.Commands;

/// <summary><c>jobs rollback JOB --to N</c>: gives a job the spec of an earlier version again, as a new version.</summary>
internal static class JobsRollbackCommand
{
    private static readonly Option<int> To = new("--to") { Required = true, Description = "the version whose spec is brought back" };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "only show what would change" };
    private static readonly Option<bool> Json = new("--json") { Description = "print the node's answer as it is" };

    public static Command Build(Terminal terminal)
    {
        var command = new Command("rollback", "Give a job the spec of an earlier version again") { JobArgument.Job, To, DryRun, Json, ApiCaller.NodeOption };
        command.SetAction((parsed, token) => JobsApplyCommand.SendAsync(
            parsed,
            $"/v2/jobs/{Uri.EscapeDataString(parsed.GetRequiredValue(JobArgument.Job))}/rollback",
            new JsonObject { ["to"] = parsed.GetRequiredValue(To), ["dryRun"] = parsed.GetValue(DryRun) },
            terminal,
            token));
        return command;
    }
}
