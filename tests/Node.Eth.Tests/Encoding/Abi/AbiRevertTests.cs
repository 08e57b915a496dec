using CsCheck;
using Node.Eth.Encoding.Abi;
using Xunit;

namespace Node.Eth.Tests.Encoding.Abi;

public sealed class AbiRevertTests
{
    [Fact]
    public void A_message_is_read()
    {
        // The example of the Solidity documentation.
        var data = Convert.FromHexString(
            "08c379a0" + "20".PadLeft(64, '0') + "1a".PadLeft(64, '0') + "4e6f7420656e6f7567682045746865722070726f76696465642e".PadRight(64, '0'));

        Assert.Equal(new AbiRevert(AbiRevertKind.Message, "Not enough Ether provided."), AbiRevert.Decode(data));
    }

    [Theory]
    [InlineData(0x01, "panic 0x01: an assertion failed")]
    [InlineData(0x11, "panic 0x11: arithmetic overflow or underflow")]
    [InlineData(0x12, "panic 0x12: division or modulo by zero")]
    [InlineData(0x32, "panic 0x32: an index is out of bounds")]
    [InlineData(0x99, "panic 0x99")]
    [InlineData(0x1234, "panic 0x1234")]
    public void A_panic_is_named(int code, string reason)
    {
        var data = AbiFunction.Parse("Panic(uint256)").EncodeCall(code);

        Assert.Equal(new AbiRevert(AbiRevertKind.Panic, reason), AbiRevert.Decode(data));
    }

    [Theory]
    [InlineData("", AbiRevertKind.Empty)]
    [InlineData("01020304", AbiRevertKind.Custom)]
    [InlineData("010203", AbiRevertKind.Unknown)]
    [InlineData("08c379a0", AbiRevertKind.Unknown)]
    [InlineData("4e487b7100", AbiRevertKind.Unknown)]
    public void Other_data_keeps_its_hex(string hex, AbiRevertKind kind)
    {
        var revert = AbiRevert.Decode(Convert.FromHexString(hex));

        Assert.Equal(kind, revert.Kind);
        Assert.Equal(hex.Length == 0 ? "no reason was given" : "0x" + hex, revert.Reason);
    }

    [Fact]
    public void A_long_message_is_cut()
    {
        var data = AbiFunction.Parse("Error(string)").EncodeCall(new string('x', AbiRevert.ReasonCharsMax + 1));

        Assert.Equal(AbiRevert.ReasonCharsMax, AbiRevert.Decode(data).Reason.Length);
    }

    [Fact]
    public void No_data_makes_it_throw() =>
        Gen.Select(Gen.OneOf("", "08c379a0", "4e487b71"), Gen.Byte.Array[0, 100]).Sample((selector, tail) =>
        {
            Assert.NotEmpty(AbiRevert.Decode([.. Convert.FromHexString(selector), .. tail]).Reason);
        });
}
