using System.Numerics;
using Node.Eth.Encoding;
using Node.Eth.Encoding.Abi;
using Node.Eth.Primitives;
using Xunit;

namespace Node.Eth.Tests.Encoding.Abi;

/// <summary>The worked examples of the Solidity ABI specification.</summary>
public sealed class AbiVectorTests
{
    [Fact]
    public void Baz_of_a_number_and_a_bool()
    {
        var call = AbiFunction.Parse("baz(uint32 x, bool y) returns (bool r)").EncodeCall(69, true);

        Assert.Equal("0xcdcd77c0" + Word("45") + Word("1"), HexData.Format(call));
    }

    [Fact]
    public void Bar_of_a_fixed_array_of_bytes3()
    {
        var call = AbiFunction.Parse("bar(bytes3[2])").EncodeCall([new[] { "abc"u8.ToArray(), "def"u8.ToArray() }]);

        Assert.Equal("0xfce353f6" + Left("616263") + Left("646566"), HexData.Format(call));
    }

    [Fact]
    public void Sam_of_bytes_a_bool_and_a_list()
    {
        var sam = AbiFunction.Parse("sam(bytes, bool, uint[])");

        var call = sam.EncodeCall("dave"u8.ToArray(), true, new[] { 1, 2, 3 });

        Assert.Equal(
            "0xa5643bf2" + Word("60") + Word("1") + Word("a0") + Word("4") + Left("64617665") + Word("3") + Word("1") + Word("2") + Word("3"),
            HexData.Format(call));
        AssertSame(["dave"u8.ToArray(), true, Numbers(1, 2, 3)], sam.DecodeCall(call));
    }

    [Fact]
    public void F_of_static_and_dynamic_values_in_turn()
    {
        var f = AbiFunction.Parse("f(uint256,uint32[],bytes10,bytes)");

        var call = f.EncodeCall(0x123, new[] { 0x456, 0x789 }, "1234567890"u8.ToArray(), "Hello, world!"u8.ToArray());

        Assert.Equal(
            "0x8be65246" + Word("123") + Word("80") + Left("31323334353637383930") + Word("e0")
            + Word("2") + Word("456") + Word("789") + Word("d") + Left("48656c6c6f2c20776f726c6421"),
            HexData.Format(call));
    }

    [Fact]
    public void G_of_nested_lists_and_texts()
    {
        var g = AbiFunction.Parse("g(uint256[][],string[])");
        object[][] numbers = [Numbers(1, 2), Numbers(3)];

        var call = g.EncodeCall(numbers, new[] { "one", "two", "three" });

        Assert.Equal(
            "0x2289b18c" + Word("40") + Word("140")
            + Word("2") + Word("40") + Word("a0") + Word("2") + Word("1") + Word("2") + Word("1") + Word("3")
            + Word("3") + Word("60") + Word("a0") + Word("e0")
            + Word("3") + Left("6f6e65") + Word("3") + Left("74776f") + Word("5") + Left("7468726565"),
            HexData.Format(call));
        AssertSame([numbers, new object[] { "one", "two", "three" }], g.DecodeCall(call));
    }

    [Fact]
    public void A_negative_number_is_filled_with_ones() =>
        Assert.Equal("0x" + new string('f', 63) + "d", HexData.Format(AbiEncoder.Encode([AbiTypeParser.Parse("int8")], [-3])));

    [Fact]
    public void A_dynamic_tuple_is_a_tail_and_a_static_one_is_not()
    {
        var parameters = AbiTypeParser.ParseParameters("(uint256 a, address b) s, (uint8 c, string d) t");
        var address = Address.Parse("0xa0788FC17B1dEe36f057c42B6F373A34B014687e");

        var data = AbiEncoder.Encode(parameters, [new object[] { 7, address }, new object[] { 8, "hi" }]);

        Assert.Equal(
            "0x" + Word("7") + Word("a0788fc17b1dee36f057c42b6f373a34b014687e") + Word("60")
            + Word("8") + Word("40") + Word("2") + Left("6869"),
            HexData.Format(data));
        AssertSame([new object[] { (BigInteger)7, address }, new object[] { (BigInteger)8, "hi" }], AbiDecoder.Decode(parameters, data));
    }

    private static object[] Numbers(params int[] numbers) => [.. numbers.Select(number => (object)(BigInteger)number)];

    private static string Word(string hex) => hex.PadLeft(64, '0');

    private static string Left(string hex) => hex.PadRight(64, '0');

    private static void AssertSame(object[] expected, IReadOnlyList<object> actual) => Assert.True(AbiValue.AreEqual(expected, actual));
}
