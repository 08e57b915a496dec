using System.Numerics;
using Node.Eth.Encoding;
using Xunit;

namespace Node.Eth.Tests.Encoding;

public sealed class HexQuantityTests
{
    [Theory]
    [InlineData("0x0", "0")]
    [InlineData("0x1", "1")]
    [InlineData("0x41", "65")]
    [InlineData("0x400", "1024")]
    [InlineData("0xff", "255")]
    [InlineData("0xde0b6b3a7640000", "1000000000000000000")]
    public void A_number_is_read_and_written_with_the_fewest_digits(string text, string number)
    {
        Assert.True(HexQuantity.TryParse(text, out BigInteger value));
        Assert.Equal(BigInteger.Parse(number), value);
        Assert.Equal(text, HexQuantity.Format(value));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("0x")]
    [InlineData("0x00")]
    [InlineData("0x0400")]
    [InlineData("400")]
    [InlineData("0x-1")]
    [InlineData("0x 1")]
    [InlineData("0xg")]
    public void Anything_else_is_refused(string? text) => Assert.False(HexQuantity.TryParse(text, out BigInteger _));

    [Fact]
    public void A_number_of_64_digits_is_read_and_one_of_65_is_not()
    {
        var longest = "0x" + new string('f', HexQuantity.DigitsMax);

        Assert.True(HexQuantity.TryParse(longest, out BigInteger value));
        Assert.Equal((BigInteger.One << 256) - 1, value);
        Assert.False(HexQuantity.TryParse(longest + "f", out BigInteger _));
    }

    [Fact]
    public void A_long_is_refused_above_its_range()
    {
        Assert.True(HexQuantity.TryParse("0x7fffffffffffffff", out long value));
        Assert.Equal(long.MaxValue, value);
        Assert.False(HexQuantity.TryParse("0x8000000000000000", out long _));
    }
}
