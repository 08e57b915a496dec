using System.CommandLine;
using Node.Composition;
using Node.Core.Config;

namespace Node.Commands;

/// <summary>Reads the configuration as every command sees it: <c>appsettings.json</c>, then <c>NODE_…</c>, then <c>--Key.Sub=value</c>.</summary>
internal static class ConfigReader
{
    /// <summary>The option that names another file than <c>appsettings.json</c> beside the program and in the working folder.</summary>
    public static Option<FileInfo?> FileOption { get; } = new("--config") { Description = "a JSON file that wins over appsettings.json" };

    /// <summary>The configuration, or null after its faults were printed.</summary>
    public static async Task<NodeOptions?> ReadAsync(ParseResult parsed, Terminal terminal)
    {
        try
        {
            return Load(parsed, terminal);
        }
        catch (ConfigException e)
        {
            await terminal.Error.WriteLineAsync(e.Message);
            return null;
        }
    }

    /// <summary>The configuration.</summary>
    /// <exception cref="ConfigException">It has faults.</exception>
    public static NodeOptions Load(ParseResult parsed, Terminal terminal)
    {
        List<ConfigFile> files = [new(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), IsRequired: false), new("appsettings.json", IsRequired: false)];
        if (parsed.GetValue(FileOption) is { } file)
        {
            files.Add(new ConfigFile(file.FullName, IsRequired: true));
        }

        return ConfigLoader.Load<NodeOptions>(new ConfigSources { Files = files, Environment = terminal.Environment, Arguments = [.. parsed.UnmatchedTokens] });
    }
}
