using Node.Commands;
using Node.Core.Randomness;

namespace Node.Tests.Commands.Recordings;

/// <summary>A call of the command line with files in a folder of its own.</summary>
internal sealed class Call : IDisposable
{
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);

    public string Folder { get; } = Directory.CreateTempSubdirectory("oracle-node-calls").FullName;

    /// <summary>Sets a key of the configuration.</summary>
    public void Set(string key, string value) => _environment[$"NODE_{key}"] = value;

    /// <summary>Forgets the configuration.</summary>
    public void Reset() => _environment.Clear();

    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public string PathOf(string name) => Path.Combine(Folder, name);

    public async Task<(int ExitCode, string Out, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = new Terminal(output, error, _environment, TimeProvider.System, new SystemRandomSource());
        var exitCode = await NodeCommandLine.RunAsync(arguments, terminal);
        return (exitCode, output.ToString(), error.ToString());
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
