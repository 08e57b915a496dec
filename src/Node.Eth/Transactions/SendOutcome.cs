namespace Node.Eth.Transactions;

/// <summary>
/// What an endpoint made of a signed transaction, as far as its answer tells. What really happened, only the chain tells.
/// </summary>
internal enum SendOutcome
{
    /// <summary>It took the transaction.</summary>
    Accepted,

    /// <summary>It had these very bytes already.</summary>
    AlreadyKnown,

    /// <summary>The nonce is used: by an earlier sending of these bytes, or by a foreign transaction.</summary>
    NonceTooLow,

    /// <summary>It misses a transaction with a lower nonce.</summary>
    NonceTooHigh,

    /// <summary>It holds another transaction with this nonce.</summary>
    ReplacementUnderpriced,

    /// <summary>Below the least price that this endpoint takes.</summary>
    Underpriced,

    /// <summary>Below the base fee of the moment.</summary>
    FeeTooLow,

    /// <summary>The key cannot pay for it.</summary>
    InsufficientFunds,

    /// <summary>Its pool is full.</summary>
    PoolFull,

    /// <summary>The fee as a whole is above what this endpoint lets through.</summary>
    EndpointFeeCapExceeded,

    /// <summary>The gas limit is above that of a block or of a transaction: no block can hold it.</summary>
    GasLimitTooHigh,

    /// <summary>The gas limit does not even pay for the data.</summary>
    GasLimitTooLow,

    /// <summary>It can never be valid.</summary>
    Fatal,

    /// <summary>It answered something that is not known here.</summary>
    TransientUnknown,

    /// <summary>No answer came: it may or may not have taken the transaction.</summary>
    NoAnswer,
}
