using DevChain.Processes;

namespace Node.Testing.Postgres;

/// <summary>Runs PostgreSQL's programs as a user that they accept: they refuse to run as root.</summary>
internal static class PostgresAccount
{
    /// <summary>The program and arguments that run <paramref name="program"/>, under another user when this process is root's.</summary>
    /// <exception cref="InvalidOperationException">This process is root's and cannot change users.</exception>
    public static (string FileName, IReadOnlyList<string> Arguments) Run(string program, IEnumerable<string> arguments)
    {
        if (Environment.UserName != "root")
        {
            return (program, [.. arguments]);
        }

        var setpriv = ExecutableFile.Find("setpriv") ?? throw new InvalidOperationException(
            "PostgreSQL does not run as root, and `setpriv` (package util-linux) is not there to change users: "
            + "install it or run the tests as another user");
        return (setpriv, [$"--reuid={User}", $"--regid={Group}", "--clear-groups", program, .. arguments]);
    }

    private static string User => Has("/etc/passwd", "postgres") ? "postgres" : "nobody";

    private static string Group => Has("/etc/group", User) ? User : "nogroup";

    private static bool Has(string file, string name) =>
        File.Exists(file) && File.ReadLines(file).Any(line => line.StartsWith($"{name}:", StringComparison.Ordinal));
}
