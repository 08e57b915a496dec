using System.Numerics;
using CsCheck;
using Node.Eth.Fees;
using Xunit;

namespace Node.Eth.Tests.Fees;

public sealed class FeeRuleTests
{
    private static readonly BigInteger Gwei = 1_000_000_000;

    [Fact]
    public void Offers_twice_the_base_fee_plus_the_tip()
    {
        var quote = FeeRule.Decide(20 * Gwei, 2 * Gwei, new FeeOptions()).Quote!;

        Assert.Equal(42 * Gwei, quote.FeeCap);
        Assert.Equal(2 * Gwei, quote.Tip);
        Assert.False(quote.IsLegacy);
    }

    [Fact]
    public void Raises_a_suggested_tip_to_the_least_one()
    {
        var quote = FeeRule.Decide(20 * Gwei, 0, new FeeOptions { TipMinWei = 7 }).Quote!;

        Assert.Equal(7, quote.Tip);
        Assert.Equal((40 * Gwei) + 7, quote.FeeCap);
    }

    [Fact]
    public void Without_a_base_fee_the_suggested_price_is_a_legacy_price()
    {
        var quote = FeeRule.Decide(null, 5 * Gwei, new FeeOptions()).Quote!;

        Assert.Equal(5 * Gwei, quote.FeeCap);
        Assert.True(quote.IsLegacy);
    }

    [Fact]
    public void The_cap_itself_is_paid_and_one_wei_more_is_refused_by_name()
    {
        var options = new FeeOptions { FeeCapMaxWei = 42_000_000_000 };
        Assert.NotNull(FeeRule.Decide(20 * Gwei, 2 * Gwei, options).Quote);

        var refused = FeeRule.Decide(20 * Gwei, (2 * Gwei) + 1, options);

        Assert.Null(refused.Quote);
        Assert.Contains("above FeeCapMax of 42 gwei", refused.Refusal!.Reason, StringComparison.Ordinal);
        Assert.Contains("42.000000001 gwei", refused.Refusal.Reason, StringComparison.Ordinal);
        Assert.Contains("Fees:FeeCapMaxWei", refused.Refusal.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quote_never_exceeds_the_cap_and_always_covers_its_tip() =>
        Gen.Select(Gen.Long[0, long.MaxValue], Gen.Long[0, long.MaxValue], Gen.Long[1, long.MaxValue], Gen.Bool).Sample((baseFee, tip, cap, legacy) =>
        {
            var options = new FeeOptions { FeeCapMaxWei = cap };
            var decision = FeeRule.Decide(legacy ? null : baseFee, tip, options);
            return decision.Quote is { } quote
                ? decision.Refusal is null && quote.FeeCap <= cap && (quote.Tip ?? quote.FeeCap) <= quote.FeeCap && quote.FeeCap >= options.TipMinWei
                : decision.Refusal is not null;
        });
}
