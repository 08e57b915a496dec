using Node.Eth.Encoding;
using Xunit;

namespace Node.Eth.Tests.Encoding;

public sealed class HexDataTests
{
    [Theory]
    [InlineData("0x", 0)]
    [InlineData("0x00", 1)]
    [InlineData("0xDeadBeef", 4)]
    public void Bytes_are_read_in_any_case_and_written_in_lower_case(string text, int count)
    {
        var bytes = HexData.Parse(text);

        Assert.Equal(count, bytes.Length);
        Assert.Equal(text.ToLowerInvariant(), HexData.Format(bytes));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("ab")]
    [InlineData("0X00")]
    [InlineData("0x0")]
    [InlineData("0xzz")]
    [InlineData(" 0x00")]
    [InlineData("0x00 ")]
    [InlineData("0x0x00")]
    public void Anything_else_is_refused(string? text)
    {
        Assert.False(HexData.TryParse(text, out _));
        Assert.Throws<FormatException>(() => HexData.Parse(text!));
    }
}
