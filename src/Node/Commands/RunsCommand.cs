using System.CommandLine;

namespace Node.Commands;

/// <summary><c>runs …</c>.</summary>
internal static class RunsCommand
{
    public static Command Build(Terminal terminal) => new("runs", "List, show, retry and cancel runs of a running node")
    {
        RunsListCommand.Build(terminal),
        RunsShowCommand.Build(terminal),
        RunsRetryCommand.Build(terminal),
        RunsCancelCommand.Build(terminal),
    };
}
