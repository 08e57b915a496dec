namespace Node.Eth.Logs;

/// <summary>How far a subscription has come; a row of <c>log_cursors</c>.</summary>
internal sealed class LogCursor
{
    /// <summary>Row id.</summary>
    public long Id { get; init; }

    /// <summary>The subscription.</summary>
    public string Name { get; init; } = "";

    /// <summary>The lowest block not yet handed out; null until a first block is seen.</summary>
    public long? NextBlock { get; init; }

    /// <summary>Where it began; null until a first block is seen.</summary>
    public long? FirstBlock { get; init; }

    /// <summary>
    /// The hash of the block below, when known: a restart tells by it whether the chain was rewritten meanwhile.
    /// </summary>
    public byte[]? LastHash { get; init; }
}
