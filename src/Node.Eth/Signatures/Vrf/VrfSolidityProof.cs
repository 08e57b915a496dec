using System.Numerics;
using Node.Eth.Primitives;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Signatures.Vrf;

/// <summary>A proof with what spares the contracts costly arithmetic.</summary>
/// <param name="Proof">The proof, which is well formed.</param>
/// <param name="UWitness">The address of c·public + s·G.</param>
/// <param name="CGammaWitness">c·gamma.</param>
/// <param name="SHashWitness">s·hash.</param>
/// <param name="ZInv">The inverse of the denominator of the sum of the last two.</param>
public sealed record VrfSolidityProof(VrfProof Proof, Address UWitness, Point CGammaWitness, Point SHashWitness, BigInteger ZInv)
{
    /// <summary>Length of <see cref="Marshal()"/>.</summary>
    public const int Size = 416;

    /// <summary>Where the seed's word is.</summary>
    internal const int SeedAt = 192;

    /// <summary>Where the word of <see cref="UWitness"/> is; its first 12 bytes are zero.</summary>
    internal const int UWitnessAt = 224;

    /// <summary>The 416 bytes, with the proof's own seed in them.</summary>
    public byte[] Marshal() => Marshal(Proof.Seed);

    /// <summary>The 416 bytes with another word for the seed: contracts are given the seed of the request and mix in the block themselves.</summary>
    /// <exception cref="VrfException">The word is not a uint256.</exception>
    public byte[] Marshal(BigInteger seedWord)
    {
        if (!Words.Fits(seedWord))
        {
            throw new VrfException(VrfFault.SeedOutOfRange);
        }

        var bytes = new byte[Size];
        Proof.Public.CopyUncompressedTo(bytes);
        Proof.Gamma.CopyUncompressedTo(bytes.AsSpan(64));
        Words.Write(Proof.C, bytes.AsSpan(128));
        Words.Write(Proof.S, bytes.AsSpan(160));
        Words.Write(seedWord, bytes.AsSpan(SeedAt));
        UWitness.CopyTo(bytes.AsSpan(UWitnessAt + 12));
        CGammaWitness.CopyUncompressedTo(bytes.AsSpan(256));
        SHashWitness.CopyUncompressedTo(bytes.AsSpan(320));
        Words.Write(ZInv, bytes.AsSpan(384));
        return bytes;
    }
}
