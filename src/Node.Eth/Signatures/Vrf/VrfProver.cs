using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Signatures.Vrf;

/// <summary>What is the same for every nonce of one proof.</summary>
internal sealed class VrfProver
{
    private readonly Scalar _secret;
    private readonly BigInteger _seed;
    private readonly Point _key;
    private readonly Point _hash;
    private readonly Point _gamma;

    /// <exception cref="VrfException">The secret is zero, or the seed no uint256.</exception>
    public VrfProver(Scalar secret, BigInteger seed)
    {
        if (secret.IsZero)
        {
            throw new VrfException(VrfFault.SecretIsZero);
        }

        if (!Words.Fits(seed))
        {
            throw new VrfException(VrfFault.SeedOutOfRange);
        }

        _secret = secret;
        _seed = seed;
        _key = Group.BaseMultiplySecret(secret);
        _hash = VrfHash.ToCurve(_key, seed);
        _gamma = Group.MultiplySecret(secret, _hash);
    }

    /// <summary>Proves with a nonce that is not zero.</summary>
    /// <returns>False with the fault when the nonce will not do, which no one has ever seen.</returns>
    public bool TryProve(Scalar nonce, [NotNullWhen(true)] out VrfProof? proof, out VrfFault fault)
    {
        proof = null;
        fault = VrfFault.ScalarOutOfRange;
        var u = Group.BaseMultiplySecret(nonce);
        var v = Group.MultiplySecret(nonce, _hash);
        var challenge = VrfHash.Challenge(_hash, _key, _gamma, u.ToAddress(), v).ToBytes();
        if (!Scalar.TryParse(challenge, out var c))
        {
            return false;
        }

        var s = nonce - (c * _secret);
        var made = new VrfProof(_key, _gamma, Words.Read(challenge), Words.Read(s.ToBytes()), _seed, VrfHash.Output(_gamma));
        if (EthVrf.Verify(made).Fault is { } wrong)
        {
            fault = wrong;
            return false;
        }

        proof = made;
        return true;
    }
}
