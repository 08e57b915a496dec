using CsCheck;
using Node.Core.Config;
using Xunit;

namespace Node.Core.Tests.Config;

public sealed class FileSizeTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("100", 100)]
    [InlineData("1b", 1)]
    [InlineData("100mb", 100_000_000)]
    [InlineData("1.5GB", 1_500_000_000)]
    [InlineData("2 kb", 2_000)]
    [InlineData("1tb", 1_000_000_000_000)]
    [InlineData("9223372036854775807b", long.MaxValue)]
    public void A_size_is_read(string text, long bytes)
    {
        Assert.True(FileSize.TryParse(text, out var size));
        Assert.Equal(bytes, size.Bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("mb")]
    [InlineData("-1kb")]
    [InlineData("+1kb")]
    [InlineData("1,5kb")]
    [InlineData("0.0001kb")]
    [InlineData("1e3b")]
    [InlineData("1  kb")]
    [InlineData(" 1kb")]
    [InlineData("9223372036854775808b")]
    [InlineData("9223372036854775807kb")]
    [InlineData("99999999999999999999tb")]
    [InlineData("1pb")]
    public void What_is_no_size_is_refused(string? text) => Assert.False(FileSize.TryParse(text, out _));

    [Fact]
    public void A_text_over_the_limit_is_refused()
    {
        Assert.True(FileSize.TryParse("1" + "kb", out _));
        Assert.False(FileSize.TryParse(new string('0', FileSize.CharsMax) + "1", out _));
    }

    [Fact]
    public void Every_size_reads_back_as_itself()
    {
        Gen.OneOf(Gen.Long[0, long.MaxValue], Gen.Select(Gen.Long[0, 9], Gen.OneOf(1L, 1_000, 1_000_000, 1_000_000_000_000), (n, unit) => n * unit)).Sample(bytes =>
        {
            Assert.True(FileSize.TryParse(new FileSize(bytes).ToString(), out var size));
            Assert.Equal(bytes, size.Bytes);
        });
    }
}
