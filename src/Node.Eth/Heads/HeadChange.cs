using Node.Eth.Rpc;

namespace Node.Eth.Heads;

/// <summary>How the canonical chain changed.</summary>
/// <param name="Removed">Blocks that are no longer canonical, highest first; empty when there was no reorg.</param>
/// <param name="Added">
/// Blocks that became canonical, lowest first. After a gap wider than what is kept, only the newest of them.
/// </param>
/// <param name="Chain">The chain after the change.</param>
public sealed record HeadChange(IReadOnlyList<BlockHeader> Removed, IReadOnlyList<BlockHeader> Added, HeadChain Chain)
{
    /// <summary>Whether blocks were replaced.</summary>
    public bool IsReorg => Removed.Count > 0;

    /// <summary>
    /// Whether the fork lies below all blocks that were kept, so that blocks which <see cref="Removed"/> does not name were
    /// replaced too.
    /// </summary>
    public bool IsDeeperThanKept { get; init; }
}
