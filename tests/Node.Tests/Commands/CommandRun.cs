using Node.Commands;
using Node.Core.Randomness;

namespace Node.Tests.Commands;

/// <summary>One call of the command line in this process.</summary>
/// <param name="ExitCode">What it ended with.</param>
/// <param name="Out">What it wrote to its output.</param>
/// <param name="Error">What it wrote to its error output.</param>
internal sealed record CommandRun(int ExitCode, string Out, string Error)
{
    /// <summary>The lines of its output.</summary>
    public string[] Lines => Out.Split(["\r\n", "\n"], StringSplitOptions.RemoveEmptyEntries);

    public static Task<CommandRun> OfAsync(params string[] arguments) => OfAsync(new Dictionary<string, string>(), arguments);

    public static Task<CommandRun> OfAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        WithInputAsync("", environment, arguments);

    /// <summary>With lines piped in.</summary>
    public static async Task<CommandRun> WithInputAsync(string input, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = new Terminal(output, error, environment, TimeProvider.System, new SystemRandomSource()) { In = new StringReader(input) };
        var exitCode = await NodeCommandLine.RunAsync(arguments, terminal);
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }

    public override string ToString() => $"exit code {ExitCode}\n{Out}\n{Error}";
}
