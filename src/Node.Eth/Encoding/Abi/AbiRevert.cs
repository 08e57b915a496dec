using System.Numerics;

namespace Node.Eth.Encoding.Abi;

/// <summary>Why a call reverted, as far as the returned bytes tell.</summary>
/// <param name="Kind">The form of the bytes.</param>
/// <param name="Reason">
/// The message, the meaning of the panic code, or the hex of selector and first words. The message is the contract's: untrusted, and as
/// long as the contract made it up to <see cref="ReasonCharsMax"/>.
/// </param>
public sealed record AbiRevert(AbiRevertKind Kind, string Reason)
{
    /// <summary>Characters kept of a message.</summary>
    public const int ReasonCharsMax = 1024;

    private const int HexBytesMax = 100;

    private static readonly AbiFunction Error = AbiFunction.Parse("Error(string message)");
    private static readonly AbiFunction Panic = AbiFunction.Parse("Panic(uint256 code)");

    /// <summary>Reads revert data. Never throws: bytes that make no sense are <see cref="AbiRevertKind.Unknown"/>.</summary>
    public static AbiRevert Decode(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
        {
            return new AbiRevert(AbiRevertKind.Empty, "no reason was given");
        }

        try
        {
            if (data.StartsWith(Error.Selector.Span))
            {
                var message = (string)Error.DecodeCall(data)[0];
                return new AbiRevert(AbiRevertKind.Message, message.Length <= ReasonCharsMax ? message : message[..ReasonCharsMax]);
            }

            if (data.StartsWith(Panic.Selector.Span))
            {
                return new AbiRevert(AbiRevertKind.Panic, MeaningOf((BigInteger)Panic.DecodeCall(data)[0]));
            }
        }
        catch (AbiException)
        {
            return new AbiRevert(AbiRevertKind.Unknown, Hex(data));
        }

        return new AbiRevert((data.Length - 4) % 32 == 0 ? AbiRevertKind.Custom : AbiRevertKind.Unknown, Hex(data));
    }

    private static string Hex(ReadOnlySpan<byte> data) =>
        data.Length <= HexBytesMax ? HexData.Format(data) : $"{HexData.Format(data[..HexBytesMax])}… ({data.Length} bytes)";

    // The codes of the Solidity compiler.
    private static string MeaningOf(BigInteger code) => code > 0xff ? $"panic 0x{code:x}" : (int)code switch
    {
        0x00 => "panic 0x00: generic",
        0x01 => "panic 0x01: an assertion failed",
        0x11 => "panic 0x11: arithmetic overflow or underflow",
        0x12 => "panic 0x12: division or modulo by zero",
        0x21 => "panic 0x21: a number is no member of the enum",
        0x22 => "panic 0x22: a byte array in storage is encoded wrongly",
        0x31 => "panic 0x31: pop of an empty array",
        0x32 => "panic 0x32: an index is out of bounds",
        0x41 => "panic 0x41: too much memory or too large an array",
        0x51 => "panic 0x51: call of a function that was not set",
        var other => $"panic 0x{other:x2}",
    };
}
