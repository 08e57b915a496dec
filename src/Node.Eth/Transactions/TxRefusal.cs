namespace Node.Eth.Transactions;

/// <summary>Why a transaction was not queued.</summary>
public enum TxRefusal
{
    /// <summary>The chain has no enabled key.</summary>
    NoKey,

    /// <summary>None of the keys asked for is enabled for the chain.</summary>
    KeyNotEnabled,

    /// <summary>The key has as many unsigned transactions as it may have; trying again later may help.</summary>
    QueueFull,

    /// <summary>The call data is longer than the limit.</summary>
    DataTooLong,

    /// <summary>The gas limit is below the least that its data costs, or above the limit.</summary>
    GasLimitOutOfRange,

    /// <summary>The value is negative or does not fit in 256 bits.</summary>
    ValueOutOfRange,

    /// <summary>Origin or tag is empty or too long, or the confirmations asked for are below 1.</summary>
    BadRequest,
}
