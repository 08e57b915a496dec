using System.Security.Cryptography;
using Node.Eth.Primitives;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Signatures;

/// <summary>A private key in memory that the collector neither moves nor copies, and that is zeroed when disposed.</summary>
/// <remarks>The bytes leave it only through <see cref="Bytes"/>; it has no text form.</remarks>
public sealed class PrivateKey : IDisposable
{
    /// <summary>Length in bytes.</summary>
    public const int Size = Scalar.Size;

    private readonly byte[] _bytes = GC.AllocateArray<byte>(Size, pinned: true);
    private bool _isDisposed;

    /// <summary>Copies 32 bytes; the caller zeroes its own.</summary>
    /// <exception cref="ArgumentException">Not 32 bytes, zero, or not below the order of the curve.</exception>
    public PrivateKey(ReadOnlySpan<byte> bytes)
    {
        if (!IsValid(bytes))
        {
            throw new ArgumentException("a private key is a number of 32 bytes, above zero and below the order of the curve", nameof(bytes));
        }

        bytes.CopyTo(_bytes);
        Address = PublicPoint().ToAddress();
    }

    /// <summary>The address of its account.</summary>
    public Address Address { get; }

    /// <summary>The 32 bytes. Not to be kept.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    internal ReadOnlySpan<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _bytes;
        }
    }

    /// <summary>Whether bytes are a private key: 32, not zero and below the order of the curve.</summary>
    public static bool IsValid(ReadOnlySpan<byte> bytes) => Scalar.TryParse(bytes, out var scalar) && !scalar.IsZero;

    /// <summary>The 64 bytes of the public key.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public byte[] PublicKey() => PublicPoint().ToUncompressedBytes();

    /// <summary>Zeroes the bytes.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        CryptographicOperations.ZeroMemory(_bytes);
    }

    /// <summary>The address, never the key.</summary>
    public override string ToString() => $"the key of {Address}";

    private Point PublicPoint() => Group.BaseMultiplySecret(Scalar.Parse(Bytes));
}
