using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Node.Eth.Primitives;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Signatures.Vrf;

/// <summary>A proof that was just made and checked, with what came up on the way.</summary>
/// <param name="Proof">The proof.</param>
/// <param name="Challenge">Its challenge as a scalar.</param>
/// <param name="UWitness">The address of u = nonce·G.</param>
/// <param name="V">v = nonce·hash.</param>
internal sealed record VrfFreshProof(VrfProof Proof, Scalar Challenge, Address UWitness, Point V)
{
    // Odd multiples of gamma, two single points, odd multiples of the hash.
    private const int GammaAt = 0;
    private const int UAt = PublicSum.Multiples;
    private const int VAt = UAt + 1;
    private const int HashAt = VAt + 1;
    private const int PointCount = HashAt + PublicSum.Multiples;

    /// <summary>Proves with a nonce that is not zero.</summary>
    /// <returns>False with the fault when the nonce will not do, which no one has ever seen.</returns>
    /// <exception cref="VrfException">The secret is zero, or the seed no uint256.</exception>
    public static bool TryMake(
        in Scalar secret, BigInteger seed, in Scalar nonce, [NotNullWhen(true)] out VrfFreshProof? made, out VrfFault fault)
    {
        ThrowIfUnfit(secret, seed);
        made = null;
        fault = VrfFault.ScalarOutOfRange;
        var key = Group.BaseMultiplySecret(secret);
        var hash = VrfHash.ToCurve(key, seed);
        Span<AffineLimbs> points = stackalloc AffineLimbs[PointCount];
        WritePoints(secret, nonce, hash, points);
        var (gamma, u, v) = (Point.From(points[GammaAt]), Point.From(points[UAt]), Point.From(points[VAt]));
        var uWitness = u.ToAddress();
        var challenge = VrfHash.Challenge(hash, key, gamma, uWitness, v).ToBytes();
        if (!Scalar.TryParse(challenge, out var c))
        {
            return false;
        }

        var share = c * secret;
        var s = nonce - share;
        if (FaultOf(c, s, share) is { } unfit)
        {
            fault = unfit;
            return false;
        }

        if (!Holds(c, s, share, points))
        {
            fault = VrfFault.ChallengeMismatch;
            return false;
        }

        var proof = new VrfProof(key, gamma, Words.Read(challenge), Words.Read(s.ToBytes()), seed, VrfHash.Output(gamma));
        made = new VrfFreshProof(proof, c, uWitness, v);
        return true;
    }

    /// <summary>Adds what the contracts need: of the two points whose sum is v, only one has to be multiplied.</summary>
    public VrfSolidityProof ToSolidity()
    {
        var cGamma = Group.MultiplyPublic(Challenge, Proof.Gamma);
        var sHash = V - cGamma;
        return new VrfSolidityProof(Proof, UWitness, cGamma, sHash, ProjectiveSum.Of(cGamma, sHash).ZInv!.Value);
    }

    private static void ThrowIfUnfit(in Scalar secret, BigInteger seed)
    {
        if (secret.IsZero)
        {
            throw new VrfException(VrfFault.SecretIsZero);
        }

        if (!Words.Fits(seed))
        {
            throw new VrfException(VrfFault.SeedOutOfRange);
        }
    }

    // The two products of the hash share its multiples; the check will need those, and those of gamma. None is the identity.
    private static void WritePoints(in Scalar secret, in Scalar nonce, in Point hash, Span<AffineLimbs> results)
    {
        Span<CompletePoint> points = stackalloc CompletePoint[PointCount - PublicSum.Multiples];
        SecretMultiplication.MultiplyBoth(secret, nonce, hash, out points[GammaAt], out points[VAt], results[HashAt..]);
        SecretMultiplication.WriteOdd(points.Slice(GammaAt, PublicSum.Multiples));
        points[UAt] = GeneratorMultiplication.Secret(nonce);
        CompletePoint.ToAffine(points, results);
    }

    // c·gamma is c·secret times the hash, so that what the contract cannot add shows in the scalars.
    private static VrfFault? FaultOf(in Scalar c, in Scalar s, in Scalar share) =>
        c.IsZero || s.IsZero ? VrfFault.IdentityInChallenge
        : s == share ? VrfFault.WitnessesNotDistinct
        : null;

    // The verifier asks for c·key + s·G = u and for c·gamma + s·hash = v. Who has the secret adds the scalars of the first, which costs a third.
    private static bool Holds(in Scalar c, in Scalar s, in Scalar share, ReadOnlySpan<AffineLimbs> points) =>
        GeneratorMultiplication.Secret(s + share).Is(points[UAt]) && PublicSum.Is(points[VAt], c, points[GammaAt..], s, points[HashAt..]);
}
