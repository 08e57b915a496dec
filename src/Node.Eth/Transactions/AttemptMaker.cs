using Node.Eth.Fees;
using Node.Eth.Signatures;

namespace Node.Eth.Transactions;

/// <summary>Signs attempts.</summary>
internal sealed class AttemptMaker(TxSigner signer, TxOptions options)
{
    /// <summary>Signs the call that was asked for.</summary>
    public async Task<TxAttempt> CallAsync(TxRow tx, FeeQuote fee, CancellationToken cancellationToken)
    {
        var call = new TxCall(tx.Nonce, tx.To, tx.Wei, tx.Data, tx.GasLimit);
        var signed = await signer.SignAsync(tx.From, call, fee, cancellationToken);
        return Attempt(tx, 1, TxAttempt.PurposeCall, fee, signed);
    }

    /// <summary>Signs an empty transfer to the key itself with the nonce of <paramref name="tx"/>.</summary>
    public async Task<TxAttempt> CancelAsync(TxRow tx, int number, FeeQuote fee, CancellationToken cancellationToken)
    {
        var call = new TxCall(tx.Nonce, tx.From, 0, [], options.CancelGasLimit);
        var signed = await signer.SignAsync(tx.From, call, fee, cancellationToken);
        return Attempt(tx, number, TxAttempt.PurposeCancel, fee, signed);
    }

    private static TxAttempt Attempt(TxRow tx, int number, string purpose, FeeQuote fee, SignedTransaction signed) => new()
    {
        TxId = tx.Id,
        Number = number,
        Purpose = purpose,
        Hash = signed.Hash.ToBytes(),
        Raw = signed.Raw.ToArray(),
        FeeCap = UInt256Bytes.Of(fee.FeeCap),
        Tip = fee.Tip is { } tip ? UInt256Bytes.Of(tip) : null,
        GasLimit = signed.Transaction.GasLimit,
    };
}
