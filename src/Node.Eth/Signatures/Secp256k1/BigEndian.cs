using System.Numerics;

namespace Node.Eth.Signatures.Secp256k1;

/// <summary>Numbers as big-endian bytes of a fixed length.</summary>
internal static class BigEndian
{
    /// <summary>Writes a number that is not negative, padded with zeros from the left.</summary>
    public static void Write(BigInteger value, Span<byte> destination)
    {
        var count = value.IsZero ? 0 : value.GetByteCount(isUnsigned: true);
        destination[..^count].Clear();
        value.TryWriteBytes(destination[^count..], out _, isUnsigned: true, isBigEndian: true);
    }

    /// <summary>Hex without leading zeros; <c>0</c> for zero.</summary>
    public static string ShortHex(ReadOnlySpan<byte> bytes)
    {
        var hex = Convert.ToHexStringLower(bytes).TrimStart('0');
        return hex.Length == 0 ? "0" : hex;
    }
}
