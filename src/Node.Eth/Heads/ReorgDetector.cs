using Node.Eth.Rpc;

namespace Node.Eth.Heads;

/// <summary>The rules by which the canonical chain grows and forks.</summary>
internal static class ReorgDetector
{
    /// <summary>What to do with a block that an endpoint calls its latest.</summary>
    /// <remarks>
    /// The chain never becomes shorter by what an endpoint says: behind a load balancer a lower block is almost always a server
    /// that
    /// lags. A fork of the same height is taken only when it is seen again, for the same reason.
    /// </remarks>
    public static HeadVerdict Judge(HeadChain chain, BlockHeader head)
    {
        if (chain.Latest is not { } latest || head.Number > latest.Number)
        {
            return HeadVerdict.Take;
        }

        if (chain.Contains(head.Hash) || head.Number < chain.Oldest!.Number)
        {
            return HeadVerdict.Known;
        }

        return head.Number == latest.Number ? HeadVerdict.Rival : HeadVerdict.Lower;
    }

    /// <summary>Whether the block below <paramref name="header"/> is in the chain.</summary>
    public static bool Connects(HeadChain chain, BlockHeader header) =>
        chain.Find(header.Number - 1) is { } parent && parent.Hash == header.ParentHash;

    /// <summary>Puts a linked branch, lowest first, on the chain: what is above the fork goes.</summary>
    /// <remarks>A branch that does not connect replaces the whole chain.</remarks>
    public static HeadChange Attach(HeadChain chain, IReadOnlyList<BlockHeader> branch, int depthMax)
    {
        var kept = Connects(chain, branch[0]) ? chain.Headers.TakeWhile(header => header.Number < branch[0].Number).ToList() : [];
        var removed = chain.Headers.Skip(kept.Count).Reverse().ToList();
        return Change(chain, removed, branch, HeadChain.Of(kept.Concat(branch)).Trim(depthMax));
    }

    /// <summary>
    /// Replaces the chain by one that lies wholly above it; <paramref name="now"/> holds what is canonical now at the old
    /// heights.
    /// </summary>
    public static HeadChange Jump(
        HeadChain chain, IReadOnlyList<BlockHeader> branch, IReadOnlyList<BlockHeader?> now, int depthMax)
    {
        var removed = chain.Headers.Where((header, i) => now[i]?.Hash != header.Hash).Reverse().ToList();
        return Change(chain, removed, branch, HeadChain.Of(branch).Trim(depthMax));
    }

    /// <summary>
    /// The part of <paramref name="below"/> (lowest first, null where the endpoint had none) that links up to <paramref
    /// name="top"/>, with the top.
    /// </summary>
    public static List<BlockHeader> LinkedTo(BlockHeader top, IReadOnlyList<BlockHeader?> below)
    {
        var linked = new List<BlockHeader> { top };
        for (var i = below.Count - 1; i >= 0 && below[i] is { } header && HeadChain.IsParent(header, linked[^1]); i--)
        {
            linked.Add(header);
        }

        linked.Reverse();
        return linked;
    }

    private static HeadChange Change(
        HeadChain before, List<BlockHeader> removed, IReadOnlyList<BlockHeader> added, HeadChain after) =>
        new(removed, added, after) { IsDeeperThanKept = removed.Count > 0 && removed.Count == before.Count && before.Oldest!.Number > 0 };
}
