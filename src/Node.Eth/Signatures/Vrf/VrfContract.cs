using System.Numerics;
using Node.Eth.Primitives;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Signatures.Vrf;

/// <summary>
/// What the coordinators' verifier says of a marshalled proof, computed here: the same checks in the same order, so that a proof
/// is tried before gas is spent on it. All it sees is public.
/// </summary>
public static class VrfContract
{
    /// <summary>Judges a proof of 416 bytes as the contract of a version does.</summary>
    /// <param name="proof">The proof.</param>
    /// <param name="version">Which contract.</param>
    /// <param name="seed">What the second version takes as seed instead of the word in the proof; ignored by the first.</param>
    /// <returns>The random number, or what the contract reverts with.</returns>
    /// <exception cref="VrfException">The seed for the second version is no uint256.</exception>
    public static VrfContractAnswer Verify(ReadOnlySpan<byte> proof, VrfVersion version, BigInteger seed)
    {
        if (proof.Length != VrfSolidityProof.Size)
        {
            return VrfContractAnswer.Refused(version == VrfVersion.V1 ? "wrong proof length" : "");
        }

        if (!Words.Fits(seed) && version != VrfVersion.V1)
        {
            throw new VrfException(VrfFault.SeedOutOfRange);
        }

        var word = (ReadOnlySpan<byte> bytes, int at) => Words.Read(bytes.Slice(at * Words.Size, Words.Size));
        if (version != VrfVersion.V1 && proof.Slice(VrfSolidityProof.UWitnessAt, 12).ContainsAnyExcept((byte)0))
        {
            return VrfContractAnswer.Refused(""); // the decoder of Solidity 0.8 reverts without a word
        }

        var key = (X: word(proof, 0), Y: word(proof, 1));
        var gamma = (X: word(proof, 2), Y: word(proof, 3));
        var cGamma = (X: word(proof, 8), Y: word(proof, 9));
        var sHash = (X: word(proof, 10), Y: word(proof, 11));
        foreach (var (point, name) in new[] { (key, "public key"), (gamma, "gamma"), (cGamma, "cGammaWitness"), (sHash, "sHashWitness") })
        {
            if (FaultOfPoint(point, name, version) is { } refusal)
            {
                return VrfContractAnswer.Refused(refusal);
            }
        }

        var check = new VrfContractCheck(
            version, key, gamma, word(proof, 4), word(proof, 5), version == VrfVersion.V1 ? word(proof, 6) : seed,
            new Address(proof.Slice(VrfSolidityProof.UWitnessAt + 12, Address.Size)), cGamma, sHash, word(proof, 12));
        return check.Fault() is { } fault
            ? VrfContractAnswer.Refused(fault)
            : new VrfContractAnswer(null, Words.Read(OutputOf(proof.Slice(64, 64)).ToBytes()));
    }

    private static string? FaultOfPoint((BigInteger X, BigInteger Y) point, string name, VrfVersion version)
    {
        if (version != VrfVersion.V1 && point.X >= FieldElement.Prime)
        {
            return "invalid x-ordinate";
        }

        if (version != VrfVersion.V1 && point.Y >= FieldElement.Prime)
        {
            return "invalid y-ordinate";
        }

        var ySquared = ((point.X * point.X * point.X) + 7) % FieldElement.Prime;
        return ySquared == point.Y * point.Y % FieldElement.Prime ? null : $"{name} is not on curve";
    }

    private static Hash32 OutputOf(ReadOnlySpan<byte> gamma)
    {
        Span<byte> input = stackalloc byte[96];
        input.Clear();
        input[31] = 3;
        gamma.CopyTo(input[32..]);
        return Keccak256.Hash(input);
    }
}
