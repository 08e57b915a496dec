using System.Text.RegularExpressions;

namespace Node.Profiling.Pprof;

/// <summary>The command line of the process in the form of the field, without what may be secret: values stay out.</summary>
internal static partial class CommandLine
{
    /// <summary>What stands in place of a value.</summary>
    public const string Hidden = "...";

    /// <summary>The file name of the program, the command, and the names of options, with zero characters between.</summary>
    /// <param name="arguments">All arguments, the program first.</param>
    public static string Show(IReadOnlyList<string> arguments) => string.Join('\0', arguments.Select((argument, i) => i switch
    {
        0 => Path.GetFileName(argument),
        1 when Command().IsMatch(argument) => argument,
        _ => Option().Match(argument) is { Success: true } option ? option.Groups["name"].Value + (option.Length < argument.Length ? "=" + Hidden : "") : Hidden,
    }));

    [GeneratedRegex("^[a-z][a-z-]{0,31}$")]
    private static partial Regex Command();

    [GeneratedRegex("^(?<name>--[A-Za-z][A-Za-z-]{0,31}|-[A-Za-z])(?:$|(?=[=:]))")]
    private static partial Regex Option();
}
