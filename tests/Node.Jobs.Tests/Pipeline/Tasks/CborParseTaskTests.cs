using Node.Jobs.Pipeline.Tasks.Parsing;
using Xunit;

namespace Node.Jobs.Tests.Pipeline.Tasks;

public sealed class CborParseTaskTests
{
    [Theory]
    [InlineData("", true, "{}")]
    [InlineData("", false, "null")]
    [InlineData("6361626318ff", true, """{"abc":255}""")]
    [InlineData("bf6361626318ffff", true, """{"abc":255}""")]
    [InlineData("6161c24901000000000000000063756e64f7", true, """{"a":18446744073709551616,"und":null}""")]
    [InlineData("6161f93e00", true, """{"a":1.5}""")]
    [InlineData("61615f42010243030405ff", true, """{"a":"0x0102030405"}""")]
    [InlineData("61619f0102ff", true, """{"a":[1,2]}""")]
    [InlineData("a1010203", false, """{"1":2}""")]
    [InlineData("3bffffffffffffffff", false, "-18446744073709551616")]
    [InlineData("c340", false, "-1")]
    [InlineData("c074323032302d30312d30315430303a30303a30305a", false, "\"2020-01-01T00:00:00Z\"")]
    [InlineData("6161c11a514b67b0", true, "{\"a\":1363896240}")]
    [InlineData("d9d9f7a0", false, "{}")]
    [InlineData("d9d9f7d9d9f76161", false, "\"a\"")]
    public void Data_is_read(string hex, bool isDiet, string expected)
    {
        Assert.True(CborValueReader.TryRead(Convert.FromHexString(hex), isDiet, out var value, out var problem), problem);
        Assert.Equal(expected, value.ToString());
    }

    [Theory]
    [InlineData("a2616101616102", "ontains duplicate")]
    [InlineData("61619bffffffffffffffff01", "")]
    [InlineData("6161c41a514b67b0", "tag 4")]
    [InlineData("d9d9f7a0", "")]
    [InlineData("6161f97e00", "no number")]
    [InlineData("0102", "not text")]
    [InlineData("6161ff", "")]
    [InlineData("626b33", "")]
    [InlineData("05", "map")]
    [InlineData("616162c328", "")]
    public void What_is_not_accepted_is_refused(string hex, string expected)
    {
        Assert.False(CborValueReader.TryRead(Convert.FromHexString(hex), isDiet: true, out _, out var problem));
        if (!expected.StartsWith("ontains", StringComparison.Ordinal))
        {
            Assert.Contains(expected, problem, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Limits_are_named()
    {
        AssertLimit([.. Enumerable.Repeat((byte)0x80, CborLimits.CborBytesMax + 1)], "CborBytesMax");
        AssertLimit([.. Enumerable.Repeat((byte)0x81, CborLimits.CborDepthMax + 1), 0x01], "CborDepthMax");
        AssertLimit([.. Enumerable.Repeat<byte[]>([0xd9, 0xd9, 0xf7], CborLimits.CborDepthMax + 1).SelectMany(static tag => tag), 0x01], "CborDepthMax");
        AssertLimit([0x99, 0x04, 0x00, .. Enumerable.Repeat((byte)0x01, 0x400)], "CborItemsMax");
        AssertLimit([0xc2, 0x58, 33, .. Enumerable.Repeat((byte)0xff, 33)], "BignumBytesMax");
    }

    private static void AssertLimit(byte[] data, string limit)
    {
        Assert.False(CborValueReader.TryRead(data, isDiet: false, out _, out var problem));
        Assert.Contains(limit, problem, StringComparison.Ordinal);
    }
}
