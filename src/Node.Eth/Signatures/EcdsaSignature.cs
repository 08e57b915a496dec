using System.Numerics;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Signatures;

/// <summary>A recoverable secp256k1 signature.</summary>
/// <param name="R">The x coordinate of the nonce's point, modulo the group order.</param>
/// <param name="S">The proof.</param>
/// <param name="RecoveryId">
/// 0 to 3: bit 0 is the parity of the nonce point's y, bit 1 whether its x was above the group order (which nobody has ever seen).
/// </param>
public sealed record EcdsaSignature(BigInteger R, BigInteger S, int RecoveryId)
{
    /// <summary>Length of <see cref="ToBytes"/>.</summary>
    public const int Size = 65;

    private static readonly BigInteger HalfOrder = Group.Order >> 1;

    /// <summary>Whether <see cref="S"/> is in the lower half, the only one that chains accept since EIP-2.</summary>
    public bool IsLowS => S <= HalfOrder;

    /// <summary>Takes r ‖ s ‖ recovery id of 65 bytes; the id may be offset by 27.</summary>
    /// <exception cref="ArgumentException">Not 65 bytes, or the last is none of 0–3 and 27–30.</exception>
    public static EcdsaSignature FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
        {
            throw new ArgumentException($"a signature has {Size} bytes, not {bytes.Length}", nameof(bytes));
        }

        var id = bytes[64] >= 27 ? bytes[64] - 27 : bytes[64];
        return id <= 3
            ? new EcdsaSignature(Number(bytes[..32]), Number(bytes[32..64]), id)
            : throw new ArgumentException($"the last byte of a signature is 0 to 3 or 27 to 30, not {bytes[64]}", nameof(bytes));
    }

    /// <summary>r ‖ s ‖ recovery id, 65 bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        Write(R, bytes.AsSpan(0, 32));
        Write(S, bytes.AsSpan(32, 32));
        bytes[64] = (byte)RecoveryId;
        return bytes;
    }

    private static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static void Write(BigInteger value, Span<byte> destination)
    {
        var count = value.GetByteCount(isUnsigned: true);
        value.TryWriteBytes(destination[(32 - count)..], out _, isUnsigned: true, isBigEndian: true);
    }
}
