namespace Node.Eth.Transactions;

/// <summary>Where a transaction is on its way. Which state may follow which: <c>TxStateMachine</c>.</summary>
public enum TxState
{
    /// <summary>Stored with a nonce; nothing was signed yet.</summary>
    Queued,

    /// <summary>Signed bytes are stored; it may or may not have reached an endpoint.</summary>
#pragma warning disable CA1720 // Says what was done to it, and names no number type.
    Signed,
#pragma warning restore CA1720

    /// <summary>An endpoint took it, or says that it is known.</summary>
    Sent,

    /// <summary>In a block of the canonical chain, and it succeeded.</summary>
    Mined,

    /// <summary>Mined and so deep that no reorg is expected to reach it.</summary>
    Final,

    /// <summary>In a block of the canonical chain, and it reverted.</summary>
    Reverted,

    /// <summary>Its block left the canonical chain; it is being sent again.</summary>
    ReorgedOut,

    /// <summary>
    /// It will not happen: its nonce was used by another transaction, ours (after a fatal rejection) or a foreign one.
    /// </summary>
    Failed,
}
