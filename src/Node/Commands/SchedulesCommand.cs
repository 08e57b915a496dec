using System.CommandLine;

namespace Node.Commands;

/// <summary><c>schedules …</c>.</summary>
internal static class SchedulesCommand
{
    public static Command Build(Terminal terminal) => new("schedules", "Ask about schedules") { SchedulesNextCommand.Build(terminal) };
}
