using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Node.Eth.Signatures.Secp256k1;

/// <summary>A number modulo the field's prime, in five limbs of 52 bits that may hold more than 52 bits until they are carried.</summary>
/// <remarks>
/// Of magnitude m: the lower four limbs are at most 2m(2^52-1), the top one at most 2m(2^48-1). Sums add magnitudes, a negation adds one,
/// products have magnitude 1. Products take factors of magnitude up to 8, or of 32 where both magnitudes multiply to at most 200; squares take 8.
/// Nothing here branches on a value or uses one as an index.
/// </remarks>
internal struct FieldLimbs
{
    public const ulong Mask52 = (1UL << 52) - 1;
    public const ulong Mask48 = (1UL << 48) - 1;

    /// <summary>2^256 modulo the prime.</summary>
    public const ulong Fold = 0x1000003D1;

    private const ulong Prime0 = 0xFFFFEFFFFFC2F;

    public ulong N0;
    public ulong N1;
    public ulong N2;
    public ulong N3;
    public ulong N4;

    public static FieldLimbs One => new() { N0 = 1 };

    /// <summary>From four words of 64 bits, the lowest first; magnitude 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FromWords(ulong w0, ulong w1, ulong w2, ulong w3, out FieldLimbs result)
    {
        result.N0 = w0 & Mask52;
        result.N1 = ((w0 >> 52) | (w1 << 12)) & Mask52;
        result.N2 = ((w1 >> 40) | (w2 << 24)) & Mask52;
        result.N3 = ((w2 >> 28) | (w3 << 36)) & Mask52;
        result.N4 = w3 >> 16;
    }

    /// <summary>From 32 bytes, big-endian, whatever they are.</summary>
    public static FieldLimbs FromBytes(ReadOnlySpan<byte> bytes)
    {
        FromWords(
            BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes),
            out var result);
        return result;
    }

    /// <summary>left + right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(out FieldLimbs result, in FieldLimbs left, in FieldLimbs right)
    {
        result.N0 = left.N0 + right.N0;
        result.N1 = left.N1 + right.N1;
        result.N2 = left.N2 + right.N2;
        result.N3 = left.N3 + right.N3;
        result.N4 = left.N4 + right.N4;
    }

    /// <summary>left - right, where right has at most the given magnitude.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Subtract(out FieldLimbs result, in FieldLimbs left, in FieldLimbs right, ulong magnitude)
    {
        var times = 2 * (magnitude + 1);
        result.N0 = left.N0 + ((Prime0 * times) - right.N0);
        result.N1 = left.N1 + ((Mask52 * times) - right.N1);
        result.N2 = left.N2 + ((Mask52 * times) - right.N2);
        result.N3 = left.N3 + ((Mask52 * times) - right.N3);
        result.N4 = left.N4 + ((Mask48 * times) - right.N4);
    }

    /// <summary>-value, where value has at most the given magnitude.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Negate(out FieldLimbs result, in FieldLimbs value, ulong magnitude)
    {
        var times = 2 * (magnitude + 1);
        result.N0 = (Prime0 * times) - value.N0;
        result.N1 = (Mask52 * times) - value.N1;
        result.N2 = (Mask52 * times) - value.N2;
        result.N3 = (Mask52 * times) - value.N3;
        result.N4 = (Mask48 * times) - value.N4;
    }

    /// <summary>Multiplies by a small number; the magnitude grows by that factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Times(out FieldLimbs result, in FieldLimbs value, ulong factor)
    {
        result.N0 = value.N0 * factor;
        result.N1 = value.N1 * factor;
        result.N2 = value.N2 * factor;
        result.N3 = value.N3 * factor;
        result.N4 = value.N4 * factor;
    }

    /// <summary>Multiplies by a small number and carries: magnitude 1. Factor times magnitude is at most 500.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TimesCarried(out FieldLimbs result, in FieldLimbs value, ulong factor)
    {
        var t4 = value.N4 * factor;
        var t0 = (value.N0 * factor) + ((t4 >> 48) * Fold);
        var t1 = (value.N1 * factor) + (t0 >> 52);
        var t2 = (value.N2 * factor) + (t1 >> 52);
        var t3 = (value.N3 * factor) + (t2 >> 52);
        result.N0 = t0 & Mask52;
        result.N1 = t1 & Mask52;
        result.N2 = t2 & Mask52;
        result.N3 = t3 & Mask52;
        result.N4 = (t4 & Mask48) + (t3 >> 52);
    }

    /// <summary>Half of a value; its magnitude becomes (magnitude / 2) + 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Half(out FieldLimbs result, in FieldLimbs value)
    {
        // An odd value becomes even by adding the prime, which is odd.
        var odd = 0UL - (value.N0 & 1);
        var t0 = value.N0 + (Prime0 & odd);
        var t1 = value.N1 + (Mask52 & odd);
        var t2 = value.N2 + (Mask52 & odd);
        var t3 = value.N3 + (Mask52 & odd);
        var t4 = value.N4 + (Mask48 & odd);
        result.N0 = (t0 >> 1) + ((t1 & 1) << 51);
        result.N1 = (t1 >> 1) + ((t2 & 1) << 51);
        result.N2 = (t2 >> 1) + ((t3 & 1) << 51);
        result.N3 = (t3 >> 1) + ((t4 & 1) << 51);
        result.N4 = t4 >> 1;
    }

    /// <summary>Takes over <paramref name="other"/> when the mask is all ones, nothing when it is zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Select(in FieldLimbs other, ulong mask)
    {
        N0 ^= (N0 ^ other.N0) & mask;
        N1 ^= (N1 ^ other.N1) & mask;
        N2 ^= (N2 ^ other.N2) & mask;
        N3 ^= (N3 ^ other.N3) & mask;
        N4 ^= (N4 ^ other.N4) & mask;
    }

    /// <summary>Brings the value to the one form that is below the prime.</summary>
    public void Normalize()
    {
        var t4 = N4;
        var t0 = N0 + ((t4 >> 48) * Fold);
        t4 &= Mask48;
        var t1 = N1 + (t0 >> 52);
        var t2 = N2 + (t1 >> 52);
        var t3 = N3 + (t2 >> 52);
        t4 += t3 >> 52;
        (t0, t1, t2, t3) = (t0 & Mask52, t1 & Mask52, t2 & Mask52, t3 & Mask52);

        // At most one prime is left above: when the value reaches it, adding Fold carries out of the top.
        var u0 = t0 + Fold;
        var u1 = t1 + (u0 >> 52);
        var u2 = t2 + (u1 >> 52);
        var u3 = t3 + (u2 >> 52);
        var u4 = t4 + (u3 >> 52);
        var above = 0UL - (((u4 >> 48) | (0UL - (u4 >> 48))) >> 63);
        N0 = (t0 & ~above) | (u0 & Mask52 & above);
        N1 = (t1 & ~above) | (u1 & Mask52 & above);
        N2 = (t2 & ~above) | (u2 & Mask52 & above);
        N3 = (t3 & ~above) | (u3 & Mask52 & above);
        N4 = (t4 & ~above) | (u4 & Mask48 & above);
    }

    /// <summary>All ones when the value, in any form, is zero; zero otherwise.</summary>
    public readonly ulong ZeroMask()
    {
        var copy = this;
        copy.Normalize();
        var any = copy.N0 | copy.N1 | copy.N2 | copy.N3 | copy.N4;
        return ((any | (0UL - any)) >> 63) - 1;
    }

    /// <summary>Whether the value, in any form, is zero. For public values: most are told apart by their lowest limb alone.</summary>
    public readonly bool IsZeroPublic()
    {
        var lowest = (N0 + ((N4 >> 48) * Fold)) & Mask52;
        return (lowest == 0 || lowest == Prime0) && ZeroMask() != 0;
    }

    /// <summary>Writes the normalized value as four words of 64 bits, the lowest first.</summary>
    public readonly void ToWords(out ulong w0, out ulong w1, out ulong w2, out ulong w3)
    {
        w0 = N0 | (N1 << 52);
        w1 = (N1 >> 12) | (N2 << 40);
        w2 = (N2 >> 24) | (N3 << 28);
        w3 = (N3 >> 36) | (N4 << 16);
    }
}
