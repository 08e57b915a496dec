using System.Numerics;
using Node.Core.Randomness;
using Node.Eth.Primitives;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Signatures.Schnorr;

/// <summary>
/// Schnorr signatures that the field's contract <c>SchnorrSECP256K1</c> verifies. Messages are hashed as 32 bytes, as the contract
/// does, so that one with leading zero bytes is signed like any other.
/// </summary>
/// <remarks>
/// What is secret goes through constant-time paths; what is public through fast ones. All members may be called from any thread.
/// </remarks>
public static class EthSchnorr
{
    /// <summary>Most nonces that signing tries; the first is good but for one in 2^256, so a source that needs more is broken.</summary>
    public const int NonceTriesMax = 16;

    private const int ChallengeInputSize = 32 + 1 + 32 + Address.Size;

    /// <summary>Whether the contract takes signatures of the key: a point of the curve with x above zero and below half the group order.</summary>
    public static bool IsValidKey(Point key) => key.IsSchnorrPublicKey;

    /// <summary>Draws a key whose signatures the contract takes; about every second one drawn is.</summary>
    public static CurveKeyPair Generate(IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return Group.GenerateSchnorrKey(random);
    }

    /// <summary>Signs. Keys that the contract does not take are signed with all the same: identities of members have such keys.</summary>
    /// <param name="secret">The secret key.</param>
    /// <param name="message">From 0 and below 2²⁵⁶; normally a hash.</param>
    /// <param name="random">Gives the nonce, in draws of 32 bytes.</param>
    /// <exception cref="SchnorrException">The secret is zero, the message out of range, or no nonce was found.</exception>
    /// <exception cref="CurveException">The source gives no scalar.</exception>
    public static SchnorrSignature Sign(Scalar secret, BigInteger message, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return Sign(secret, Group.BaseMultiplySecret(secret), message, random);
    }

    /// <summary>Signs with a key whose public half is at hand.</summary>
    /// <inheritdoc cref="Sign(Scalar, BigInteger, IRandomSource)"/>
    public static SchnorrSignature Sign(CurveKeyPair key, BigInteger message, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return Sign(key.Private, key.Public, message, random);
    }

    /// <summary>Verifies by the rules of the signature itself: also keys that the contract does not take are good here.</summary>
    public static SchnorrVerdict Verify(Point key, BigInteger message, SchnorrSignature signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        if (!TryResponse(signature, out var response))
        {
            return new SchnorrVerdict(SchnorrFault.ResponseOutOfRange);
        }

        if (key.IsIdentity)
        {
            return new SchnorrVerdict(SchnorrFault.KeyNotOnCurve);
        }

        if (!Words.Fits(message))
        {
            return new SchnorrVerdict(SchnorrFault.MessageOutOfRange);
        }

        var challenge = Hash(key, message, signature.Commitment);
        var commitment = Group.BaseMultiplyAddPublic(response, challenge, key);
        return commitment.IsIdentity ? new SchnorrVerdict(SchnorrFault.CommitmentIsIdentity)
            : commitment.ToAddress() == signature.Commitment ? default
            : new SchnorrVerdict(SchnorrFault.Mismatch);
    }

    /// <summary>Verifies for a key given as 64 bytes, x ‖ y, which need not be a point of the curve.</summary>
    /// <inheritdoc cref="Verify(Point, BigInteger, SchnorrSignature)"/>
    public static SchnorrVerdict Verify(ReadOnlySpan<byte> key, BigInteger message, SchnorrSignature signature) =>
        Verify(Point.TryParseUncompressed(key, out var point) ? point : Point.Identity, message, signature);

    /// <summary>Verifies as the contract would, its requirements included: what is good here is accepted on chain.</summary>
    public static SchnorrVerdict VerifyOnChain(Point key, BigInteger message, SchnorrSignature signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        if (!key.IsIdentity && !IsValidKey(key))
        {
            return new SchnorrVerdict(SchnorrFault.KeyAboveHalfOrder);
        }

        if (!TryResponse(signature, out var response))
        {
            return new SchnorrVerdict(SchnorrFault.ResponseOutOfRange);
        }

        return key.IsIdentity || response.IsZero || message.IsZero || signature.Commitment == Address.Zero
            ? new SchnorrVerdict(SchnorrFault.ZeroInput)
            : Verify(key, message, signature);
    }

    /// <summary>Judges the contract's own arguments in its own order: its types, its requirements, its recovery of the commitment.</summary>
    /// <param name="x">The key's first coordinate; it need not be that of a point.</param>
    /// <param name="parity">That of the key's second coordinate. All but 0 is odd, and hashed as given.</param>
    /// <param name="message">The message.</param>
    /// <param name="s">The response.</param>
    /// <param name="commitment">The address of the nonce's point.</param>
    /// <returns>What the contract reverts with has a text: <see cref="SchnorrFaultText.Revert"/>. For other faults it answers false.</returns>
    public static SchnorrVerdict VerifyOnChain(BigInteger x, byte parity, BigInteger message, BigInteger s, Address commitment)
    {
        SchnorrFault? misfit = !Words.Fits(x) ? SchnorrFault.KeyNotOnCurve
            : !Words.Fits(s) ? SchnorrFault.ResponseOutOfRange
            : !Words.Fits(message) ? SchnorrFault.MessageOutOfRange
            : x >= Group.SchnorrXLimit ? SchnorrFault.KeyAboveHalfOrder
            : s >= Group.Order ? SchnorrFault.ResponseOutOfRange
            : x.IsZero || s.IsZero || message.IsZero || commitment == Address.Zero ? SchnorrFault.ZeroInput
            : null;
        if (misfit is not null)
        {
            return new SchnorrVerdict(misfit);
        }

        Span<byte> key = stackalloc byte[Point.Size];
        Words.Write(x, key);
        key[^1] = parity;
        var challenge = Hash(key, message, commitment);
        if (challenge.IsZero || !Point.TryFromX(FieldElement.Parse(key[..^1]), parity != 0, out var point))
        {
            return new SchnorrVerdict(SchnorrFault.Mismatch); // the chain recovers no address
        }

        var sum = Group.BaseMultiplyAddPublic(Scalar.From(s), challenge, point);
        return sum.IsIdentity ? new SchnorrVerdict(SchnorrFault.CommitmentIsIdentity)
            : sum.ToAddress() == commitment ? default
            : new SchnorrVerdict(SchnorrFault.Mismatch);
    }

    /// <summary>The challenge: what key, message and commitment hash to, modulo the group order.</summary>
    /// <exception cref="SchnorrException">The key is the identity, or the message out of range.</exception>
    public static Scalar Challenge(Point key, BigInteger message, Address commitment) =>
        key.IsIdentity ? throw new SchnorrException(SchnorrFault.KeyNotOnCurve)
        : !Words.Fits(message) ? throw new SchnorrException(SchnorrFault.MessageOutOfRange)
        : Hash(key, message, commitment);

    private static SchnorrSignature Sign(Scalar secret, Point key, BigInteger message, IRandomSource random)
    {
        if (secret.IsZero)
        {
            throw new SchnorrException(SchnorrFault.SecretIsZero);
        }

        if (!Words.Fits(message))
        {
            throw new SchnorrException(SchnorrFault.MessageOutOfRange);
        }

        for (var tries = 0; tries < NonceTriesMax; tries++)
        {
            var nonce = Scalar.Pick(random);
            var commitment = Group.BaseMultiplySecret(nonce).ToAddress();
            var response = nonce - (Hash(key, message, commitment) * secret);
            if (!response.IsZero)
            {
                return new SchnorrSignature(commitment, Words.Read(response.ToBytes()));
            }
        }

        throw new SchnorrException(SchnorrFault.NoNonceFound);
    }

    private static bool TryResponse(SchnorrSignature signature, out Scalar response)
    {
        response = default;
        if (!Words.Fits(signature.S))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[Words.Size];
        Words.Write(signature.S, bytes);
        return Scalar.TryParse(bytes, out response);
    }

    private static Scalar Hash(Point key, BigInteger message, Address commitment)
    {
        Span<byte> bytes = stackalloc byte[Point.Size]; // x, then the parity of y
        key.CopyTo(bytes);
        return Hash(bytes, message, commitment);
    }

    private static Scalar Hash(ReadOnlySpan<byte> key, BigInteger message, Address commitment)
    {
        Span<byte> input = stackalloc byte[ChallengeInputSize];
        key.CopyTo(input);
        Words.Write(message, input[33..]);
        commitment.CopyTo(input[65..]);
        Span<byte> digest = stackalloc byte[Hash32.Size];
        Keccak256.Hash(input).CopyTo(digest);
        return Scalar.Reduce(digest);
    }
}
