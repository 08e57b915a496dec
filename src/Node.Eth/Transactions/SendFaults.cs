using System.Numerics;
using Node.Core.Services;
using Node.Eth.Primitives;

namespace Node.Eth.Transactions;

/// <summary>Says to the operator why a key's transactions do not go out.</summary>
internal static class SendFaults
{
    /// <summary>The key cannot pay.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="tx">The transaction that waits.</param>
    /// <param name="balance">The key's balance in wei; null when it could not be read.</param>
    /// <param name="need">The most that the transaction may cost, in wei.</param>
    public static HealthFault NoFunds(ChainId chain, TxRow tx, BigInteger? balance, BigInteger need)
    {
        var has = balance is { } wei ? $"has {Ether(wei)}" : "has too little";
        return new HealthFault(
            $"{tx.From} on chain {chain} {has} and needs up to {Ether(need)} for its transaction with nonce {tx.Nonce}",
            $"Send funds to {tx.From} on chain {chain}; what waits goes out at the next block after they arrive.");
    }

    /// <summary>Any other refusal that may pass.</summary>
    public static HealthFault Waiting(ChainId chain, TxRow tx, SendAnswer answer) => new(
        $"transaction {tx.Id} (nonce {tx.Nonce} of {tx.From} on chain {chain}) does not go out, {answer.Outcome}: {answer.Said}",
        AdviceFor(answer.Outcome));

    /// <summary>Even the empty transfer that was to free a nonce is refused for good.</summary>
    public static HealthFault CannotCancel(ChainId chain, TxRow tx, SendAnswer answer) => new(
        $"nonce {tx.Nonce} of {tx.From} on chain {chain} cannot be freed, {answer.Outcome}: {answer.Said}",
        "Check that the endpoint serves this chain and that the account is a plain one; CancelGasLimit may be too low for it.");

    /// <summary>An amount of wei as people say it, e.g. <c>0.05 ether</c>.</summary>
    public static string Ether(BigInteger wei)
    {
        var whole = BigInteger.DivRem(wei, BigInteger.Pow(10, 18), out var rest);
        var digits = rest.ToString("D18", System.Globalization.CultureInfo.InvariantCulture).TrimEnd('0');
        return digits.Length == 0 ? $"{whole} ether" : $"{whole}.{digits} ether";
    }

    private static string AdviceFor(SendOutcome outcome) => outcome switch
    {
        SendOutcome.NoAnswer => "Check that the chain's endpoint is up and reachable; the same bytes are sent again each second.",
        SendOutcome.Underpriced => "The endpoint wants a higher price: raise Fees:TipMinWei, or lower the endpoint's minimum.",
        SendOutcome.FeeTooLow => "The base fee rose above what was signed; it goes out when the base fee falls.",
        SendOutcome.EndpointFeeCapExceeded =>
            "The endpoint caps what a transaction may cost (--rpc.txfeecap): raise it, or lower the gas limit.",
        SendOutcome.PoolFull =>
            "The endpoint's pool is full; it goes out when there is room. If this stays, use another endpoint.",
        SendOutcome.NonceTooHigh =>
            "The endpoint misses an earlier transaction; gaps are closed by themselves after GapHealAfter.",
        _ => "Look the text up in the documentation of the endpoint's client; the same bytes are sent again every second.",
    };
}
