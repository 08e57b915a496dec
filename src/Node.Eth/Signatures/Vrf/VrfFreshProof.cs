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
        SecretProducts(secret, nonce, hash, out var gamma, out var u, out var v);
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

        if (!Holds(c, s, share, u, v, gamma, hash))
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

    // The two products of the hash share its multiples, all three one inversion. None is the identity.
    private static void SecretProducts(in Scalar secret, in Scalar nonce, in Point hash, out Point gamma, out Point u, out Point v)
    {
        SecretMultiplication.MultiplyBoth(secret, nonce, hash, out var ofSecret, out var ofNonce);
        Span<Point> points = stackalloc Point[3];
        CompletePoint.ToPoints([ofSecret, GeneratorMultiplication.Secret(nonce), ofNonce], points);
        (gamma, u, v) = (points[0], points[1], points[2]);
    }

    // c·gamma is c·secret times the hash, so that what the contract cannot add shows in the scalars.
    private static VrfFault? FaultOf(in Scalar c, in Scalar s, in Scalar share) =>
        c.IsZero || s.IsZero ? VrfFault.IdentityInChallenge
        : s == share ? VrfFault.WitnessesNotDistinct
        : null;

    // The verifier asks for c·key + s·G = u and for c·gamma + s·hash = v. Who has the secret adds the scalars of the first, which costs a third.
    private static bool Holds(in Scalar c, in Scalar s, in Scalar share, in Point u, in Point v, in Point gamma, in Point hash) =>
        GeneratorMultiplication.Secret(s + share).Is(u.ToLimbs()) && Group.SumIsPublic(v, Scalar.Zero, [c, s], [gamma, hash]);
}
