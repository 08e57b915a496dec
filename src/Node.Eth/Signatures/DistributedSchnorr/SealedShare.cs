using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Node.Core.Randomness;
using Node.Eth.Primitives;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>A share that only its holder can read: AES-256-GCM under a key from a Diffie–Hellman exchange with a one-time key.</summary>
/// <param name="Ephemeral">The one-time public key.</param>
/// <param name="Ciphertext">The share and the tag.</param>
public sealed record SealedShare(Point Ephemeral, ReadOnlyMemory<byte> Ciphertext)
{
    /// <summary>Bytes of <see cref="Ciphertext"/>.</summary>
    internal const int CiphertextSize = PlainSize + TagSize;

    private const int TagSize = 16;
    private const int PlainSize = 64;
    private const int NonceSize = 12;

    internal static SealedShare Seal(OpenShare share, Point holder, Hash32 context, IRandomSource random)
    {
        var ephemeral = Scalar.Pick(random);
        var key = KeyOf(Group.MultiplySecret(ephemeral, holder), context, share.Dealer, share.Holder);
        Span<byte> plain = stackalloc byte[PlainSize];
        try
        {
            share.Value.CopyTo(plain);
            share.Blind.CopyTo(plain[32..]);
            var ciphertext = new byte[CiphertextSize];
            using var cipher = new AesGcm(key, TagSize);

            // The key is used once, so that its nonce may be zero.
            cipher.Encrypt(stackalloc byte[NonceSize], plain, ciphertext.AsSpan(0, PlainSize), ciphertext.AsSpan(PlainSize));
            return new SealedShare(Group.BaseMultiplySecret(ephemeral), ciphertext);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
            CryptographicOperations.ZeroMemory(key);
        }
    }

    internal bool TryOpen(Scalar identity, Hash32 context, int dealer, int holder, [NotNullWhen(true)] out OpenShare? share)
    {
        share = null;
        if (Ephemeral.IsIdentity || Ciphertext.Length != CiphertextSize)
        {
            return false;
        }

        var key = KeyOf(Group.MultiplySecret(identity, Ephemeral), context, dealer, holder);
        Span<byte> plain = stackalloc byte[PlainSize];
        try
        {
            using var cipher = new AesGcm(key, TagSize);
            cipher.Decrypt(stackalloc byte[NonceSize], Ciphertext.Span[..PlainSize], Ciphertext.Span[PlainSize..], plain);
            if (!Scalar.TryParse(plain[..32], out var value) || !Scalar.TryParse(plain[32..], out var blind))
            {
                return false;
            }

            share = new OpenShare(dealer, holder, value, blind);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false; // not sealed for this holder by this dealer
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static byte[] KeyOf(Point exchanged, Hash32 context, int dealer, int holder)
    {
        Span<byte> input = stackalloc byte[64 + 32 + 8];
        exchanged.CopyUncompressedTo(input);
        context.CopyTo(input[64..]);
        BinaryPrimitives.WriteInt32BigEndian(input[96..], dealer);
        BinaryPrimitives.WriteInt32BigEndian(input[100..], holder);
        return Keccak256.Hash(input).ToBytes();
    }
}
