using Node.Eth.Fees;
using Node.Eth.Keys;
using Node.Eth.Primitives;
using Node.Eth.Signatures;

namespace Node.Eth.Transactions;

/// <summary>Signs for one chain. The chain id is the configured one, never what an endpoint says.</summary>
internal sealed class TxSigner(ChainId chain, IKeystore keystore)
{
    /// <summary>Signs a call; the same call and fee always give the same bytes.</summary>
    public async Task<SignedTransaction> SignAsync(Address from, TxCall call, FeeQuote fee, CancellationToken cancellationToken)
    {
        UnsignedTransaction unsigned = fee.Tip is { } tip
            ? new DynamicFeeTransaction
            {
                ChainId = chain,
                Nonce = call.Nonce,
                GasLimit = call.GasLimit,
                To = call.To,
                Value = call.Value,
                Data = call.Data,
                MaxFeePerGas = fee.FeeCap,
                MaxPriorityFeePerGas = tip,
            }
            : new LegacyTransaction
            {
                ChainId = chain,
                Nonce = call.Nonce,
                GasLimit = call.GasLimit,
                To = call.To,
                Value = call.Value,
                Data = call.Data,
                GasPrice = fee.FeeCap,
            };
        var signature = await keystore.SignAsync(from, TransactionEnvelope.SigningHash(unsigned), cancellationToken);
        var signed = TransactionEnvelope.Sign(unsigned, signature);
        return signed.From == from
            ? signed
            : throw new InvalidOperationException($"the keystore signed for {signed.From} when asked to sign for {from}");
    }
}
