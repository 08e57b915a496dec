using System.Numerics;
using Node.Eth.Encoding.Abi;
using Node.Eth.Primitives;
using Xunit;

namespace Node.Eth.Tests.Encoding.Abi;

public sealed class AbiEncoderTests
{
    [Fact]
    public void Every_width_takes_its_smallest_and_largest_number_and_no_other()
    {
        for (var bits = 8; bits <= 256; bits += 8)
        {
            var span = BigInteger.One << bits;
            AssertRange(AbiType.Uint(bits), BigInteger.Zero, span - 1);
            AssertRange(AbiType.Int(bits), -(span / 2), (span / 2) - 1);
        }
    }

    [Fact]
    public void A_fault_says_at_which_value()
    {
        var parameters = AbiTypeParser.ParseParameters("uint8 a, (address to, uint16[] amounts)[] orders");
        object order = new object[] { Address.Zero, new[] { 1, 2, 70000 } };

        var e = Assert.Throws<AbiException>(() => AbiEncoder.Encode(parameters, [1, new[] { order }]));

        Assert.Equal("orders[0].amounts[2]: the number is outside the range of uint16", e.Message);
        Assert.Equal(AbiFault.OutOfRange, e.Fault);
    }

    [Theory]
    [InlineData("uint8", "text", "[0]: a number is needed, not a text")]
    [InlineData("bool", 1, "[0]: a bool is needed, not a number")]
    [InlineData("address", null, "[0]: an address is needed, not nothing")]
    [InlineData("string", true, "[0]: a text is needed, not a bool")]
    [InlineData("bytes", "0x00", "[0]: bytes are needed, not a text")]
    [InlineData("bytes4", new byte[] { 1, 2, 3 }, "[0]: 4 bytes are needed, not 3 bytes")]
    [InlineData("uint8[]", new byte[] { 1, 2, 3 }, "[0]: a list is needed, not 3 bytes")]
    [InlineData("uint8[2]", new[] { 1, 2, 3 }, "[0]: 2 elements are needed for uint8[2] and 3 given")]
    [InlineData("(uint8,uint8)", new[] { 1 }, "[0]: 2 elements are needed for (uint8,uint8) and 1 given")]
    public void A_value_of_another_form_is_refused(string type, object? value, string message)
    {
        var e = Assert.Throws<AbiException>(() => AbiEncoder.Encode([AbiTypeParser.Parse(type)], [value]));

        Assert.Equal(message, e.Message);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused()
    {
        var e = Assert.Throws<AbiException>(() => AbiEncoder.Encode([AbiTypeParser.Parse("string")], ["\ud800"]));

        Assert.Equal("[0]: the text holds half of a surrogate pair and has no UTF-8 form", e.Message);
    }

    [Fact]
    public void As_many_values_as_types_are_needed()
    {
        var e = Assert.Throws<AbiException>(() => AbiFunction.Parse("f(uint8,uint8)").EncodeCall(1));

        Assert.Equal("2 values are needed and 1 given", e.Message);
    }

    [Fact]
    public void Bytes_are_a_string_as_they_are() => Assert.Equal(
        AbiEncoder.Encode([AbiTypeParser.Parse("bytes")], [new byte[] { 0xff }]),
        AbiEncoder.Encode([AbiTypeParser.Parse("string")], [new byte[] { 0xff }]));

    [Fact]
    public void A_hash_is_a_bytes32()
    {
        var hash = Keccak256.Hash("x");

        Assert.Equal(hash.ToBytes(), AbiEncoder.Encode([AbiTypeParser.Parse("bytes32")], [hash]));
    }

    [Fact]
    public void An_encoding_stays_within_its_limit()
    {
        var limits = new AbiLimits { EncodedBytesMax = 128 };
        AbiType[] types = [AbiTypeParser.Parse("bytes")];

        Assert.Equal(128, AbiEncoder.Encode(types, [new byte[64]], limits).Length);
        var e = Assert.Throws<AbiException>(() => AbiEncoder.Encode(types, [new byte[65]], limits));
        Assert.Equal(AbiFault.LimitCrossed, e.Fault);
    }

    private static void AssertRange(AbiType type, BigInteger lowest, BigInteger highest)
    {
        foreach (var inside in new[] { lowest, highest })
        {
            Assert.Equal(inside, AbiDecoder.Decode([type], AbiEncoder.Encode([type], [inside]))[0]);
        }

        foreach (var outside in new[] { lowest - 1, highest + 1 })
        {
            Assert.Equal(AbiFault.OutOfRange, Assert.Throws<AbiException>(() => AbiEncoder.Encode([type], [outside])).Fault);
        }
    }
}
