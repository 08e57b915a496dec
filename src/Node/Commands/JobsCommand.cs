using System.CommandLine;

namespace Node.Commands;

/// <summary><c>jobs …</c>.</summary>
internal static class JobsCommand
{
    public static Command Build(Terminal terminal) => new("jobs", "Check, try, apply and look at jobs")
    {
        JobsLintCommand.Build(terminal),
        JobsRunCommand.Build(terminal),
        JobsTestCommand.Build(terminal),
        JobsConvertCommand.Build(terminal),
        JobsCreateCommand.Build(terminal),
        JobsListCommand.Build(terminal),
        JobsShowCommand.Build(terminal),
        JobsApplyCommand.Build(terminal),
        JobsDiffCommand.Build(terminal),
        JobsHistoryCommand.Build(terminal),
        JobsRollbackCommand.Build(terminal),
        JobsDeleteCommand.Build(terminal),
    };
}
