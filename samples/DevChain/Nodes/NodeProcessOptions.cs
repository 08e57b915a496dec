namespace DevChain.Nodes;

/// <summary>How to start a node.</summary>
public sealed record NodeProcessOptions
{
    /// <summary>Where it keeps its database and keys.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The program. Default, null: what this configuration was built as.</summary>
    public string? Program { get; init; }

    /// <summary>Configuration by environment, without the prefix: <c>Chains__0__ChainId</c> to <c>31337</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Default, 0: any free port.</summary>
    public int Port { get; init; }

    /// <summary>The token printed by an earlier start on the same data. Default, null: this is the first start, which prints it.</summary>
    public NodeCredentials? Credentials { get; init; }

    /// <summary>Gets each line that the node prints, its secret among them on a first start.</summary>
    public Action<string>? OnOutput { get; init; }

    /// <summary>How long it may take to be ready. Default: 60 s, for a machine that is busy with other tests.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Removed once the node has ended, also when this process was killed. Default, null: nothing.</summary>
    public string? FolderToRemove { get; init; }
}
