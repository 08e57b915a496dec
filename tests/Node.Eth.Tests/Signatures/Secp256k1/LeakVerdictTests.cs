using Xunit;

namespace Node.Eth.Tests.Signatures.Secp256k1;

/// <summary>What counts as a leak of time.</summary>
public sealed class LeakVerdictTests
{
    [Theory]
    [InlineData(4.4, 1, false)]
    [InlineData(5, 4.9, false)]
    [InlineData(9, 4.6, true)]
    [InlineData(2069.71, 1702.70, true)]
    public void A_difference_grows_with_the_samples_or_is_plain_at_once(double t, double first, bool isLeak) =>
        Assert.Equal(isLeak, new LeakVerdict(t, first, 24_576).IsLeak);
}
