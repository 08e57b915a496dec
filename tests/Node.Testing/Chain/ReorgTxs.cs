namespace Node.Testing.Chain;

/// <summary>What becomes of the transactions of replaced blocks.</summary>
public enum ReorgTxs
{
    /// <summary>They are mined again at the same heights, and so in blocks of another hash.</summary>
    Keep,

    /// <summary>They are mined again in reverse order where nonces allow, all in the last new block.</summary>
    Move,

    /// <summary>They go back to the pool and wait for the next block.</summary>
    ToPool,

    /// <summary>They vanish.</summary>
    Drop,
}
