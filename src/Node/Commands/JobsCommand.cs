using System.CommandLine;

namespace Node.Commands;

/// <summary><c>jobs …</c>.</summary>
internal static class JobsCommand
{
    public static Command Build(Terminal terminal) => new("jobs", "Check, try, create and list jobs")
    {
        JobsLintCommand.Build(terminal),
        JobsRunCommand.Build(terminal),
        JobsTestCommand.Build(terminal),
        JobsCreateCommand.Build(terminal),
        JobsListCommand.Build(terminal),
    };
}
