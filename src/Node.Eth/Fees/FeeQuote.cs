using System.Numerics;

namespace Node.Eth.Fees;

/// <summary>What a unit of gas is to cost.</summary>
/// <param name="FeeCap">The most in all, in wei; the gas price of a legacy transaction.</param>
/// <param name="Tip">
/// The most for the block's maker, in wei, out of <paramref name="FeeCap"/>; null in a legacy transaction.
/// </param>
public sealed record FeeQuote(BigInteger FeeCap, BigInteger? Tip)
{
    /// <summary>Whether it is for a legacy transaction.</summary>
    public bool IsLegacy => Tip is null;
}
