using System.CommandLine;
using Node.Commands.Admin;
using Node.Commands.Bridges;

namespace Node.Commands;

/// <summary>The command line of <c>oracle-node</c>: what can be said, and what runs then.</summary>
internal static class NodeCommandLine
{
    /// <summary>Runs one command.</summary>
    /// <returns>The exit code, see <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, Terminal terminal)
    {
        var root = Build(terminal);

        // "start" is what a bare call or a call with nothing but settings means.
        string[] said = args.Length == 0 || (args[0].StartsWith("--", StringComparison.Ordinal) && args[0].Contains('=', StringComparison.Ordinal)) ? ["start", .. args] : args;

        // "@every 10m" is a schedule and not the name of a file with arguments.
        var parsed = root.Parse(said, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (CommandUse.FaultsOf(parsed) is { Count: > 0 } faults)
        {
            foreach (var fault in faults)
            {
                await terminal.Error.WriteLineAsync(fault);
            }

            await terminal.Error.WriteLineAsync("See oracle-node --help.");
            return ExitCode.WrongUse;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration
        {
            Output = terminal.Out,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,

            // The host handles Ctrl-C and SIGTERM itself, with a grace for running runs.
            ProcessTerminationTimeout = null,
        });
    }

    /// <summary>All commands.</summary>
    public static RootCommand Build(Terminal terminal) => new("An oracle node: runs jobs whose triggers are logs, schedules and calls, and follows what it sent until it is final.")
    {
        StartCommand.Build(terminal),
        JobsCommand.Build(terminal),
        RunsCommand.Build(terminal),
        BridgesCommand.Build(terminal),
        SchedulesCommand.Build(terminal),
        KeysCommand.Build(terminal),
        InitiatorsCommand.Build(terminal),
        ConfigCommand.Build(terminal),
        AdminCommand.Build(terminal),
    };
}
