using System.Security.Cryptography;
using Node.Core.Randomness;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Keys;

/// <summary>The 32 bytes of a VRF key in a pinned buffer that is zeroed when disposed.</summary>
internal sealed class VrfSecret : IDisposable
{
    private readonly byte[] _bytes = GC.AllocateArray<byte>(Scalar.Size, pinned: true);

    /// <summary>The buffer.</summary>
    public Span<byte> Bytes => _bytes;

    /// <summary>The public key of a secret; null when the bytes are none.</summary>
    public static Point? PublicKeyOf(ReadOnlySpan<byte> secret) =>
        Scalar.TryParse(secret, out var scalar) && !scalar.IsZero ? Group.BaseMultiplySecret(scalar) : null;

    /// <summary>Fills the buffer with a new key.</summary>
    public Point Draw(IRandomSource random)
    {
        Scalar.Pick(random).CopyTo(_bytes);
        return PublicKeyOf(_bytes)!.Value;
    }

    /// <summary>The number.</summary>
    public Scalar ToScalar() => Scalar.Parse(_bytes);

    public void Dispose() => CryptographicOperations.ZeroMemory(_bytes);
}
