namespace Node.Eth.Transactions;

/// <summary>How a block stands to the canonical chain.</summary>
internal enum BlockStanding
{
    /// <summary>It is part of it.</summary>
    Canonical,

    /// <summary>Another block is at its height, or none yet.</summary>
    Gone,

    /// <summary>It is older than what is kept of the chain: only the endpoint can tell.</summary>
    TooOldToTell,
}
