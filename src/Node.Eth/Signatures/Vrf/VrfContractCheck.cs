using System.Numerics;
using Node.Eth.Primitives;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Signatures.Vrf;

/// <summary>The checks of the verifier contract after those of the single points. Points are as given, not reduced, as in the first version.</summary>
internal sealed record VrfContractCheck(
    VrfVersion Version,
    (BigInteger X, BigInteger Y) Key,
    (BigInteger X, BigInteger Y) Gamma,
    BigInteger C,
    BigInteger S,
    BigInteger Seed,
    Address UWitness,
    (BigInteger X, BigInteger Y) CGamma,
    (BigInteger X, BigInteger Y) SHash,
    BigInteger ZInv)
{
    private bool IsFirst => Version == VrfVersion.V1;

    /// <summary>What the contract reverts with; null when it accepts.</summary>
    public string? Fault()
    {
        if (UWitness == Address.Zero)
        {
            return "bad witness";
        }

        // ecrecover(-s·x, parity, x, c·x) is the address of c·P + s·G.
        if (Recover(Group.Order - (Key.X * S % Group.Order), Key, C * Key.X % Group.Order) != UWitness)
        {
            return IsFirst ? "addr(c*pk+s*g)≠_uWitness" : "addr(c*pk+s*g)!=_uWitness";
        }

        var hash = HashToCurve();
        var difference = IsFirst
            ? (CGamma.X - SHash.X + Words.Limit) % Words.Limit % FieldElement.Prime // wraps at 2^256, as there
            : (CGamma.X % FieldElement.Prime) - (SHash.X % FieldElement.Prime);
        return difference.IsZero ? "points in sum must be distinct"
            : MultiplyFault(Gamma, C, CGamma, "First") ?? MultiplyFault(hash, S, SHash, "Second") ?? SumFault(hash);
    }

    private static Address Recover(BigInteger digest, (BigInteger X, BigInteger Y) point, BigInteger s) =>
        Ecdsa.TryRecover(new Hash32(Words.ToBytes(digest)), new EcdsaSignature(point.X, s, point.Y.IsEven ? 0 : 1)) ?? Address.Zero;

    private static void Write((BigInteger X, BigInteger Y) point, Span<byte> destination)
    {
        Words.Write(point.X, destination);
        Words.Write(point.Y, destination[32..]);
    }

    private static BigInteger Mod(BigInteger value)
    {
        var rest = value % FieldElement.Prime;
        return rest.Sign < 0 ? rest + FieldElement.Prime : rest;
    }

    private (BigInteger X, BigInteger Y) HashToCurve()
    {
        // The key is hashed as given. One whose ordinates are above the prime got this far only in the first version.
        Span<byte> input = stackalloc byte[128];
        input.Clear();
        input[31] = 1;
        Write(Key, input[32..]);
        Words.Write(Seed, input[96..]);
        Span<byte> x = stackalloc byte[32];
        VrfHash.FieldHash(input, x);
        while (true)
        {
            if (FieldElement.TryParse(x, out var ordinate) && Point.TryFromX(ordinate, isYOdd: false, out var point))
            {
                return (Words.Read(x), Words.Read(point.Y.ToBytes()));
            }

            VrfHash.FieldHash(x, x);
        }
    }

    private string? MultiplyFault((BigInteger X, BigInteger Y) point, BigInteger scalar, (BigInteger X, BigInteger Y) product, string which)
    {
        if (scalar.IsZero)
        {
            return IsFirst ? "" : "zero scalar";
        }

        Span<byte> bytes = stackalloc byte[64];
        Write(product, bytes);
        var expected = new Address(Keccak256.Hash(bytes).ToBytes().AsSpan(12));
        return Recover(BigInteger.Zero, point, scalar * point.X % Group.Order) == expected ? null
            : IsFirst ? $"{which} multiplication check failed" : $"{which} mul check failed";
    }

    private string? SumFault((BigInteger X, BigInteger Y) hash)
    {
        var lx = SHash.Y - CGamma.Y;
        var lz = SHash.X - CGamma.X;
        var dx = Mod(lz * lz);
        var sx = Mod((lx * lx) - ((CGamma.X + SHash.X) * dx));
        var dy = Mod(lz * dx);
        var sy = Mod((lx * ((CGamma.X * dx) - sx)) - (CGamma.Y * dy));
        var isCommon = dx == dy;
        var z = isCommon ? dx : Mod(dx * dy);
        if (!Mod(z * ZInv).IsOne)
        {
            return "invZ must be inverse of z";
        }

        Span<byte> input = stackalloc byte[32 + (4 * 64) + Address.Size];
        input.Clear();
        input[31] = 2;
        Write(hash, input[32..]);
        Write(Key, input[96..]);
        Write(Gamma, input[160..]);
        Words.Write(Mod((isCommon ? sx : sx * dy) * ZInv), input[224..]);
        Words.Write(Mod((isCommon ? sy : sy * dx) * ZInv), input[256..]);
        UWitness.CopyTo(input[288..]);
        return Words.Read(Keccak256.Hash(input).ToBytes()) == C ? null : "invalid proof";
    }
}
