using CsCheck;
using Node.Core.Text;
using Node.Testing;
using Xunit;

namespace Node.Core.Tests.Text;

public sealed class GoDurationTests
{
    [Theory]
    [InlineData("0", 0L)]
    [InlineData("0s", 0L)]
    [InlineData("-0s", 0L)]
    [InlineData("1s", 10_000_000L)]
    [InlineData("+5s", 50_000_000L)]
    [InlineData("-5s", -50_000_000L)]
    [InlineData("1m30s", 900_000_000L)]
    [InlineData("30s1m", 900_000_000L)]
    [InlineData("1h2m3s4ms5us600ns", 37_230_040_056L)]
    [InlineData("100ms", 1_000_000L)]
    [InlineData("1.5h", 54_000_000_000L)]
    [InlineData(".5s", 5_000_000L)]
    [InlineData("1.s", 10_000_000L)]
    [InlineData("3\u00b5s", 30L)]
    [InlineData("3\u03bcs", 30L)]
    [InlineData("150ns", 1L)]
    [InlineData("1.123456789s", 11_234_567L)]
    [InlineData("256204778h48m5.4775807s", long.MaxValue)]
    [InlineData("-256204778h48m5.4775808s", long.MinValue)]
    public void A_duration_is_read(string text, long ticks)
    {
        Assert.True(GoDuration.TryParse(text, out var value), text);
        Assert.Equal(ticks, value.Ticks);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData(".s")]
    [InlineData("1.2.3s")]
    [InlineData("1 s")]
    [InlineData(" 1s")]
    [InlineData("1S")]
    [InlineData("1d")]
    [InlineData("1e3s")]
    [InlineData("1s-2s")]
    [InlineData("00:00:15")]
    [InlineData("99999999999h")]
    [InlineData("256204778h48m5.4775808s")]
    [InlineData("-256204778h48m5.4775809s")]
    [InlineData("79228162514264337593543950335h")]
    [InlineData("79228162514264337593543950335ns79228162514264337593543950335ns")]
    [InlineData("50ns")]
    [InlineData("１s")]
    public void Anything_else_is_refused(string? text) => Assert.False(GoDuration.TryParse(text, out _), text);

    [Fact]
    public void A_text_over_the_limit_is_refused()
    {
        Assert.True(GoDuration.TryParse(new string('0', GoDuration.CharsMax - 1) + "s", out _));
        Assert.False(GoDuration.TryParse(new string('0', GoDuration.CharsMax) + "s", out _));
    }

    [Theory]
    [InlineData(0L, "0s")]
    [InlineData(1L, "100ns")]
    [InlineData(15L, "1.5\u00b5s")]
    [InlineData(15_000L, "1.5ms")]
    [InlineData(10_000_000L, "1s")]
    [InlineData(36_005_000_000L, "1h0m0.5s")]
    [InlineData(-900_000_000L, "-1m30s")]
    public void A_duration_is_written_as_the_field_writes_it(long ticks, string expected) =>
        Assert.Equal(expected, GoDuration.Format(new TimeSpan(ticks)));

    [Fact]
    public void What_is_written_is_read_back() => Gen.OneOf(Gen.Long, Gen.Long[-100_000_000, 100_000_000], Gen.OneOf(long.MinValue, long.MaxValue)).Sample(
        ticks => GoDuration.TryParse(GoDuration.Format(new TimeSpan(ticks)), out var value) && value.Ticks == ticks,
        iter: TestScale.Pick(5_000, 1_000_000));

    [Fact]
    public void Any_text_of_these_characters_is_refused_or_read_and_written() => Gen.String["0123456789.-+nuµmsh "].Sample(
        text => !GoDuration.TryParse(text, out var value)
            || (GoDuration.TryParse(GoDuration.Format(value), out var again) && again == value),
        iter: TestScale.Pick(5_000, 1_000_000));
}
