namespace DevChain.Processes;

/// <summary>What to start and how to end it.</summary>
public sealed record ChildProcessOptions
{
    /// <summary>A program's path, or its name when it is on the PATH.</summary>
    public required string FileName { get; init; }

    /// <summary>Passed as they are: no shell reads them.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Default: the folder of this process.</summary>
    public string? WorkingFolder { get; init; }

    /// <summary>Added to the environment of this process; null takes a variable away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Gets each line of standard output, from a pool thread, one at a time.</summary>
    public Action<string>? OnOutput { get; init; }

    /// <summary>Gets each line of standard error, from a pool thread, one at a time.</summary>
    public Action<string>? OnError { get; init; }

    /// <summary>The signal that asks it to end, without <c>SIG</c>. Default: <c>TERM</c>.</summary>
    public string StopSignal { get; init; } = "TERM";

    /// <summary>How long it may take to end after <see cref="StopSignal"/> before it is killed. Default: 5 s; counted in tenths.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A folder of its own that is removed once it has ended, also when this process was killed. Default, null: none.</summary>
    public string? FolderToRemove { get; init; }

    /// <summary>How many of its last lines <see cref="ChildProcess.LastLines"/> keeps. Default: 50.</summary>
    public int LastLinesMax { get; init; } = 50;
}
