namespace Node.Eth.Transactions;

/// <summary>A transaction was not queued. The message says why and what to do; nothing was written.</summary>
public sealed class TxRefusedException(TxRefusal refusal, string message) : Exception(message)
{
    /// <summary>Why.</summary>
    public TxRefusal Refusal { get; } = refusal;

    /// <summary>Whether the same request may be taken later without anybody doing anything.</summary>
    public bool IsTransient => Refusal == TxRefusal.QueueFull;
}
