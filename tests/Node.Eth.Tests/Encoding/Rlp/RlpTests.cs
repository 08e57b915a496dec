using System.Numerics;
using CsCheck;
using Node.Eth.Encoding.Rlp;
using Node.Testing;
using Xunit;

namespace Node.Eth.Tests.Encoding.Rlp;

public sealed class RlpTests
{
    // The examples of the RLP description and the usual borders.
    [Theory]
    [InlineData("dog", "83646f67")]
    [InlineData("", "80")]
    [InlineData("\u0000", "00")]
    [InlineData("\u000f", "0f")]
    [InlineData("\u007f", "7f")]
    [InlineData("Lorem ipsum dolor sit amet, consectetur adipisicing elit",
        "b8384c6f72656d20697073756d20646f6c6f722073697420616d65742c20636f6e7365637465747572206164697069736963696e6720656c6974")]
    public void Byte_strings_have_the_published_form(string text, string hex)
    {
        var bytes = System.Text.Encoding.ASCII.GetBytes(text);

        Assert.Equal(hex, Convert.ToHexStringLower(new RlpWriter().Bytes(bytes).ToArray()));
        Assert.Equal(bytes, new RlpReader(Convert.FromHexString(hex)).Bytes());
    }

    [Theory]
    [InlineData("0", "80")]
    [InlineData("15", "0f")]
    [InlineData("128", "8180")]
    [InlineData("1024", "820400")]
    [InlineData("115792089237316195423570985008687907853269984665640564039457584007913129639935",
        "a0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    public void Numbers_have_the_published_form(string number, string hex)
    {
        var value = BigInteger.Parse(number);

        Assert.Equal(hex, Convert.ToHexStringLower(new RlpWriter().Number(value).ToArray()));
        Assert.Equal(value, new RlpReader(Convert.FromHexString(hex)).Number());
    }

    [Fact]
    public void Nested_lists_have_the_published_form()
    {
        var sets = new RlpWriter()
            .BeginList()
            .BeginList().EndList()
            .BeginList().BeginList().EndList().EndList()
            .BeginList().BeginList().EndList().BeginList().BeginList().EndList().EndList().EndList()
            .EndList()
            .ToArray();

        Assert.Equal("c7c0c1c0c3c0c1c0", Convert.ToHexStringLower(sets));
        Assert.Equal(sets, Rewritten(sets));
    }

    [Theory]
    [InlineData("", "an item was expected and the input ends, at byte 0")]
    [InlineData("8100", "a byte below 0x80 stands for itself and may not have a length, at byte 0")]
    [InlineData("83646f", "an item says it has 3 bytes and 2 are left, at byte 0")]
    [InlineData("b800", "a length is not in its shortest form, at byte 0")]
    [InlineData("b837", "a length is not in its shortest form, at byte 0")]
    [InlineData("b90038", "a length is not in its shortest form, at byte 0")]
    [InlineData("b9", "a length is cut short, at byte 0")]
    [InlineData("bfffffffffffffffff", "a length is above 2^31-1, at byte 0")]
    [InlineData("bb80000000", "a length is above 2^31-1, at byte 0")]
    [InlineData("c0", "a byte string was expected and a list found, at byte 0")]
    public void Other_forms_are_refused_with_the_place(string hex, string message)
    {
        var e = Assert.Throws<RlpException>(() => new RlpReader(Convert.FromHexString(hex)).Bytes());

        Assert.Equal(message, e.Message);
    }

    [Theory]
    [InlineData("820001", "leading zeros")]
    [InlineData("00", "leading zeros")]
    [InlineData("a1010000000000000000000000000000000000000000000000000000000000000000", "has 33 bytes and may have 32")]
    public void Other_forms_of_numbers_are_refused(string hex, string problem)
    {
        var e = Assert.Throws<RlpException>(() => new RlpReader(Convert.FromHexString(hex)).Number());

        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_inside_a_list_is_placed_in_the_whole_input()
    {
        var e = Assert.Throws<RlpException>(() => Rewritten(Convert.FromHexString("c4c38181ff")[..5]));

        Assert.Equal(4, e.Offset);
    }

    [Fact]
    public void What_follows_the_last_item_is_a_fault()
    {
        var e = Assert.Throws<RlpException>(() => Rewritten([0x01, 0x02, 0x03]));

        Assert.Equal("2 bytes follow the last item, at byte 1", e.Message);
    }

    [Fact]
    public void Lists_nest_up_to_the_limit_and_no_deeper()
    {
        Assert.Equal(Nested(RlpReader.DepthMax), Rewritten(Nested(RlpReader.DepthMax)));
        var e = Assert.Throws<RlpException>(() => Rewritten(Nested(RlpReader.DepthMax + 1)));
        Assert.Contains("nest deeper than 32", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_writer_with_an_open_list_gives_nothing()
    {
        Assert.Throws<InvalidOperationException>(() => new RlpWriter().BeginList().ToArray());
        Assert.Throws<InvalidOperationException>(() => new RlpWriter().EndList());
    }

    // Canonical means one form per value: whatever is read without a fault is written back as the same bytes.
    [Fact]
    public void Whatever_is_read_is_written_back_the_same() =>
        Gen.Select(Gen.Byte.Array[0, 40], Gen.Bool).Sample(
            (bytes, wrap) =>
            {
                var input = wrap ? new RlpWriter().BeginList().Bytes(bytes).EndList().ToArray() : bytes;
                try
                {
                    Assert.Equal(input, Rewritten(input));
                }
                catch (RlpException)
                {
                    Assert.False(wrap);
                }
            },
            iter: TestScale.Pick(20_000, 1_000_000));

    private static byte[] Nested(int depth)
    {
        var writer = new RlpWriter();
        for (var i = 0; i < depth; i++)
        {
            writer.BeginList();
        }

        for (var i = 0; i < depth; i++)
        {
            writer.EndList();
        }

        return writer.ToArray();
    }

    private static byte[] Rewritten(byte[] input)
    {
        var reader = new RlpReader(input);
        var writer = new RlpWriter();
        Copy(ref reader, writer);
        reader.End();
        return writer.ToArray();
    }

    private static void Copy(ref RlpReader reader, RlpWriter writer)
    {
        if (!reader.NextIsList)
        {
            writer.Bytes(reader.Bytes());
            return;
        }

        var list = reader.List();
        writer.BeginList();
        while (!list.AtEnd)
        {
            Copy(ref list, writer);
        }

        writer.EndList();
    }
}
