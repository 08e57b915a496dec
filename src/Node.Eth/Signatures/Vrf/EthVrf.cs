using System.Numerics;
using Node.Core.Randomness;
using Node.Eth.Primitives;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Signatures.Vrf;

/// <summary>
/// Verifiable randomness as the field's coordinators check it: proofs for their versions 1, 2 and 2.5. Responses to them are in
/// <see cref="VrfResponses"/>, what the contracts would say in <see cref="VrfContract"/>.
/// </summary>
/// <remarks>What is secret goes through constant-time paths. All members may be called from any thread.</remarks>
public static class EthVrf
{
    /// <summary>Most nonces that proving tries; the first is good but for one in 2^128, so a source that needs more is broken.</summary>
    public const int NonceTriesMax = 16;

    /// <summary>The point that a key and a seed hash to.</summary>
    /// <exception cref="VrfException">The key is the identity, or the seed no uint256.</exception>
    public static Point HashToCurve(Point key, BigInteger seed) => HashToCurve(key, seed, out _);

    /// <summary>The point that a key and a seed hash to, and each x that was tried for it.</summary>
    /// <exception cref="VrfException">The key is the identity, or the seed no uint256.</exception>
    public static Point HashToCurve(Point key, BigInteger seed, out IReadOnlyList<BigInteger> tried)
    {
        Require(!key.IsIdentity, VrfFault.KeyNotOnCurve);
        Require(Words.Fits(seed), VrfFault.SeedOutOfRange);
        List<BigInteger> candidates = [];
        tried = candidates;
        return VrfHash.ToCurve(key, seed, candidates);
    }

    /// <summary>The hash of bytes to a number below the field's prime.</summary>
    public static BigInteger FieldHash(ReadOnlySpan<byte> bytes)
    {
        Span<byte> output = stackalloc byte[Words.Size];
        VrfHash.FieldHash(bytes, output);
        return Words.Read(output);
    }

    /// <summary>The challenge of a proof, not reduced.</summary>
    /// <exception cref="VrfException">One of the points is the identity.</exception>
    public static BigInteger Challenge(Point hash, Point key, Point gamma, Address uWitness, Point v)
    {
        Require(!hash.IsIdentity && !key.IsIdentity && !gamma.IsIdentity && !v.IsIdentity, VrfFault.IdentityInChallenge);
        return Words.Read(VrfHash.Challenge(hash, key, gamma, uWitness, v).ToBytes());
    }

    /// <summary>The sum of two points as the contracts compute it.</summary>
    /// <exception cref="VrfException">One of them is the identity.</exception>
    public static ProjectiveSum ProjectiveAdd(Point p, Point q)
    {
        Require(!p.IsIdentity && !q.IsIdentity, VrfFault.IdentityInChallenge);
        return ProjectiveSum.Of(p, q);
    }

    /// <summary>Proves, with nonces from <paramref name="random"/> until one will do, which the first does.</summary>
    /// <exception cref="VrfException">The secret is zero, the seed no uint256, or none of <see cref="NonceTriesMax"/> nonces will do.</exception>
    /// <exception cref="CurveException">The source gives no scalar.</exception>
    public static VrfProof Prove(Scalar secret, BigInteger seed, IRandomSource random) => Fresh(secret, seed, random).Proof;

    /// <summary>Proves with a given nonce, for vectors: one nonce used for two seeds gives the secret away.</summary>
    /// <exception cref="VrfException">The secret or the nonce is zero or unfit, or the seed no uint256.</exception>
    public static VrfProof Prove(Scalar secret, BigInteger seed, Scalar nonce) => Fresh(secret, seed, nonce).Proof;

    /// <summary>Proves, and adds what the contracts need besides the proof: cheaper than <see cref="ToSolidity"/> of a proof.</summary>
    /// <exception cref="VrfException">The secret is zero, or the seed no uint256.</exception>
    public static VrfSolidityProof ProveToSolidity(Scalar secret, BigInteger seed, IRandomSource random) =>
        Fresh(secret, seed, random).ToSolidity();

    /// <summary>The same with a given nonce, for vectors: one nonce used for two seeds gives the secret away.</summary>
    /// <exception cref="VrfException">The secret or the nonce is zero or unfit, or the seed no uint256.</exception>
    public static VrfSolidityProof ProveToSolidity(Scalar secret, BigInteger seed, Scalar nonce) => Fresh(secret, seed, nonce).ToSolidity();

    /// <summary>Verifies.</summary>
    public static VrfVerdict Verify(VrfProof proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        return Judge(proof, out _);
    }

    /// <summary>Verifies a proof whose points are given as 64 bytes, x ‖ y, and need not be on the curve.</summary>
    public static VrfVerdict Verify(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> gamma, BigInteger c, BigInteger s, BigInteger seed, BigInteger output) =>
        !Point.TryParseUncompressed(key, out var keyPoint) ? new VrfVerdict(VrfFault.KeyNotOnCurve)
        : !Point.TryParseUncompressed(gamma, out var gammaPoint) ? new VrfVerdict(VrfFault.GammaNotOnCurve)
        : Verify(new VrfProof(keyPoint, gammaPoint, c, s, seed, output));

    /// <summary>Adds what the contracts need besides the proof. Verifies it on the way.</summary>
    /// <exception cref="VrfException">The proof is not valid.</exception>
    public static VrfSolidityProof ToSolidity(VrfProof proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        return Judge(proof, out var solidity).Fault is { } fault ? throw new VrfException(fault) : solidity!;
    }

    /// <summary>Reads a proof of 416 bytes. What is there for the contracts only is not looked at.</summary>
    /// <exception cref="VrfException">Another length, a point off the curve, or a number out of range.</exception>
    public static VrfProof Unmarshal(ReadOnlySpan<byte> bytes)
    {
        Require(bytes.Length == VrfSolidityProof.Size, VrfFault.ProofLength);
        Require(Point.TryParseUncompressed(bytes[..64], out var key) && !key.IsIdentity, VrfFault.KeyNotOnCurve);
        Require(Point.TryParseUncompressed(bytes[64..128], out var gamma) && !gamma.IsIdentity, VrfFault.GammaNotOnCurve);
        Require(Scalar.TryParse(bytes[128..160], out _) && Scalar.TryParse(bytes[160..192], out _), VrfFault.ScalarOutOfRange);
        return new VrfProof(
            key, gamma, Words.Read(bytes[128..160]), Words.Read(bytes[160..192]), Words.Read(bytes[192..224]), VrfHash.Output(gamma));
    }

    /// <summary>What hashing to the curve asks of a field element.</summary>
    public static VrfOrdinate Ordinate(FieldElement x)
    {
        var ySquared = FieldElement.CurveRightSide(x);
        return new VrfOrdinate(x.IsSquare, x.SqrtCandidate(), ySquared, ySquared.IsSquare);
    }

    /// <summary>What the verifier contract of a version answers to a marshalled proof: <see cref="VrfContract.Verify"/>.</summary>
    /// <param name="proof">The 416 bytes.</param>
    /// <param name="version">Which contract.</param>
    /// <param name="seed">What the second version takes as seed instead of the word in the proof; ignored by the first.</param>
    /// <exception cref="VrfException">The seed for the second version is no uint256.</exception>
    public static VrfContractAnswer OnChain(ReadOnlySpan<byte> proof, VrfVersion version, BigInteger seed) =>
        VrfContract.Verify(proof, version, seed);

    /// <summary>The hash that coordinators know a key by.</summary>
    /// <exception cref="VrfException">The key is the identity.</exception>
    public static Hash32 KeyHash(Point key)
    {
        Require(!key.IsIdentity, VrfFault.KeyNotOnCurve);
        return key.ToHash();
    }

    private static VrfFreshProof Fresh(Scalar secret, BigInteger seed, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var fault = VrfFault.NonceIsZero;
        for (var tries = 0; tries < NonceTriesMax; tries++)
        {
            if (VrfFreshProof.TryMake(secret, seed, Scalar.Pick(random), out var made, out fault))
            {
                return made;
            }
        }

        throw new VrfException(fault);
    }

    private static VrfFreshProof Fresh(Scalar secret, BigInteger seed, Scalar nonce)
    {
        Require(!nonce.IsZero, VrfFault.NonceIsZero);
        return VrfFreshProof.TryMake(secret, seed, nonce, out var made, out var fault) ? made : throw new VrfException(fault);
    }

    private static VrfVerdict Judge(VrfProof proof, out VrfSolidityProof? solidity)
    {
        solidity = null;
        if (FaultOfForm(proof, out var c, out var s) is { } fault)
        {
            return new VrfVerdict(fault);
        }

        var hash = VrfHash.ToCurve(proof.Public, proof.Seed);
        var cGamma = Group.MultiplyPublic(c, proof.Gamma);
        var sHash = Group.MultiplyPublic(s, hash);
        var u = Group.BaseMultiplyAddPublic(s, c, proof.Public);
        if (cGamma == sHash)
        {
            return new VrfVerdict(VrfFault.WitnessesNotDistinct);
        }

        var v = cGamma + sHash;
        if (cGamma.IsIdentity || sHash.IsIdentity || u.IsIdentity || v.IsIdentity)
        {
            return new VrfVerdict(VrfFault.IdentityInChallenge);
        }

        var uWitness = u.ToAddress();
        if (Words.Read(VrfHash.Challenge(hash, proof.Public, proof.Gamma, uWitness, v).ToBytes()) != proof.C)
        {
            return new VrfVerdict(VrfFault.ChallengeMismatch);
        }

        if (VrfHash.Output(proof.Gamma) != proof.Output)
        {
            return new VrfVerdict(VrfFault.OutputMismatch);
        }

        // v is not the identity and the two differ, so that their x differ and there is an inverse.
        solidity = new VrfSolidityProof(proof, uWitness, cGamma, sHash, ProjectiveSum.Of(cGamma, sHash).ZInv!.Value);
        return default;
    }

    private static VrfFault? FaultOfForm(VrfProof proof, out Scalar c, out Scalar s)
    {
        c = default;
        s = default;
        return proof.Public.IsIdentity ? VrfFault.KeyNotOnCurve
            : proof.Gamma.IsIdentity ? VrfFault.GammaNotOnCurve
            : !TryScalar(proof.C, out c) || !TryScalar(proof.S, out s) ? VrfFault.ScalarOutOfRange
            : !Words.Fits(proof.Output) ? VrfFault.OutputOutOfRange
            : !Words.Fits(proof.Seed) ? VrfFault.SeedOutOfRange
            : null;
    }

    private static bool TryScalar(BigInteger value, out Scalar scalar)
    {
        scalar = default;
        if (!Words.Fits(value))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[Words.Size];
        Words.Write(value, bytes);
        return Scalar.TryParse(bytes, out scalar);
    }

    private static void Require(bool holds, VrfFault fault)
    {
        if (!holds)
        {
            throw new VrfException(fault);
        }
    }
}
