using System.Globalization;
using System.Numerics;
using Node.Core.Services;

namespace Node.Eth.Fees;

/// <summary>
/// What to offer. EIP-1559: twice the base fee plus the tip, so that the offer outlives six full blocks in a row, each of which
/// raises
/// the base fee by an eighth. Legacy: what the endpoint suggests.
/// </summary>
internal static class FeeRule
{
    /// <summary>The offer for the next block.</summary>
    /// <param name="baseFee">The base fee of the newest block; null for a legacy transaction.</param>
    /// <param name="suggested">The endpoint's idea: of a tip where there is a base fee, else of a gas price.</param>
    /// <param name="options">The limits.</param>
    public static FeeDecision Decide(BigInteger? baseFee, BigInteger suggested, FeeOptions options)
    {
        var floored = BigInteger.Max(suggested, options.TipMinWei);
        var quote = baseFee is { } fee
            ? new FeeQuote((2 * fee) + floored, floored)
            : new FeeQuote(floored, null);
        return quote.FeeCap <= options.FeeCapMaxWei
            ? new FeeDecision(quote, null)
            : new FeeDecision(null, TooExpensive(baseFee, suggested, quote, options));
    }

    /// <summary>An amount of wei per gas as people say it, e.g. <c>12.5 gwei</c>.</summary>
    public static string Gwei(BigInteger wei)
    {
        var whole = BigInteger.DivRem(wei, 1_000_000_000, out var rest);
        var digits = BigInteger.Abs(rest).ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');
        var text = digits.Length == 0 ? "" : "." + digits;
        return $"{whole.ToString(CultureInfo.InvariantCulture)}{text} gwei";
    }

    private static HealthFault TooExpensive(BigInteger? baseFee, BigInteger suggested, FeeQuote quote, FeeOptions options)
    {
        var parts = baseFee is { } fee ? $" (base fee {Gwei(fee)}, tip {Gwei(suggested)})" : "";
        return new HealthFault(
            $"gas would cost up to {Gwei(quote.FeeCap)}{parts}, above FeeCapMax of "
            + $"{Gwei(options.FeeCapMaxWei)}; nothing is signed",
            "Wait until the chain is cheaper, or raise Fees:FeeCapMaxWei if the price is right.");
    }
}
