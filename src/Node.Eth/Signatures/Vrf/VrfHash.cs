using System.Numerics;
using Node.Eth.Primitives;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Signatures.Vrf;

/// <summary>The hashes of the scheme. Each begins with a word that says which of them it is.</summary>
internal static class VrfHash
{
    private const byte ToCurvePrefix = 1;
    private const byte ChallengePrefix = 2;
    private const byte OutputPrefix = 3;
    private const int PointSize = 64;

    /// <summary>The hash, hashed again until it is below the field's prime.</summary>
    public static void FieldHash(ReadOnlySpan<byte> input, Span<byte> output)
    {
        Keccak256.Hash(input).CopyTo(output);
        while (!FieldElement.TryParse(output, out _))
        {
            Keccak256.Hash(output).CopyTo(output);
        }
    }

    /// <summary>The point of key and seed: the first hash that is the x of a point, with the even y.</summary>
    /// <param name="key">Not the identity.</param>
    /// <param name="seed">Fits a word.</param>
    /// <param name="tried">Takes each x that was looked at, when given.</param>
    public static Point ToCurve(Point key, BigInteger seed, List<BigInteger>? tried = null)
    {
        Span<byte> input = stackalloc byte[32 + PointSize + 32];
        input.Clear();
        input[31] = ToCurvePrefix;
        key.CopyUncompressedTo(input[32..]);
        Words.Write(seed, input[96..]);
        Span<byte> x = stackalloc byte[32];
        FieldHash(input, x);
        while (true)
        {
            tried?.Add(Words.Read(x));
            if (FieldElement.TryParse(x, out var ordinate) && Point.TryFromX(ordinate, isYOdd: false, out var point))
            {
                return point;
            }

            FieldHash(x, x);
        }
    }

    /// <summary>The challenge, unreduced.</summary>
    public static Hash32 Challenge(Point hash, Point key, Point gamma, Address uWitness, Point v)
    {
        Span<byte> input = stackalloc byte[32 + (4 * PointSize) + Address.Size];
        input.Clear();
        input[31] = ChallengePrefix;
        hash.CopyUncompressedTo(input[32..]);
        key.CopyUncompressedTo(input[96..]);
        gamma.CopyUncompressedTo(input[160..]);
        v.CopyUncompressedTo(input[224..]);
        uWitness.CopyTo(input[288..]);
        return Keccak256.Hash(input);
    }

    /// <summary>The random number that belongs to gamma.</summary>
    public static BigInteger Output(Point gamma)
    {
        Span<byte> input = stackalloc byte[32 + PointSize];
        input.Clear();
        input[31] = OutputPrefix;
        gamma.CopyUncompressedTo(input[32..]);
        Span<byte> digest = stackalloc byte[32];
        Keccak256.Hash(input).CopyTo(digest);
        return Words.Read(digest);
    }
}
