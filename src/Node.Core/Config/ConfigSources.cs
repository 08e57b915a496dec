namespace Node.Core.Config;

/// <summary>Where the configuration comes from, weakest first: files in order, the environment, the command line.</summary>
public sealed record ConfigSources
{
    /// <summary>JSON files; a later one wins over an earlier one, key by key. Default none.</summary>
    public IReadOnlyList<ConfigFile> Files { get; init; } = [];

    /// <summary>The environment of the process; variables that begin with <c>NODE_</c> count. Default empty.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Arguments of the form <c>--Key:Sub=value</c> or <c>--Key.Sub=value</c>. Default none.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];
}
