using Node.Eth.Heads;
using Node.Eth.Primitives;

namespace Node.Eth.Transactions;

/// <summary>Tells whether a block is canonical.</summary>
internal static class BlockRule
{
    /// <summary>How a block that once was canonical stands now.</summary>
    public static BlockStanding StandingOf(HeadChain chain, long number, Hash32 hash)
    {
        if (chain.Oldest is not { } oldest || number < oldest.Number)
        {
            return BlockStanding.TooOldToTell;
        }

        return chain.Find(number)?.Hash == hash ? BlockStanding.Canonical : BlockStanding.Gone;
    }
}
