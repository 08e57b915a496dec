namespace DevChain.Chains;

/// <summary>How a local chain behaves.</summary>
public sealed record AnvilOptions
{
    /// <summary>Default: 31337.</summary>
    public long ChainId { get; init; } = 31337;

    /// <summary>A block at each of these intervals, at whole seconds. Default, null: a block for each transaction, at once.</summary>
    public TimeSpan? BlockTime { get; init; }

    /// <summary>False: blocks come only from <see cref="AnvilProcess.MineAsync"/>. Default: true.</summary>
    public bool Mining { get; init; } = true;

    /// <summary>Default, 0: any free port.</summary>
    public int Port { get; init; }

    /// <summary>Blocks after which a block counts as finalized, by halves. Default, null: anvil's own (32 slots).</summary>
    public int? SlotsInAnEpoch { get; init; }

    /// <summary>A file that the chain is read from when it exists, and written to when it stops. Default, null: none.</summary>
    public string? StateFile { get; init; }

    /// <summary>How long it may take to answer. Default: 20 s, for a machine that is busy with other tests.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(20);
}
