using System.Buffers.Binary;
using System.Numerics;
using Node.Core.Randomness;
using Node.Eth.Primitives;

namespace Node.Eth.Signatures.Secp256k1;

/// <summary>A number modulo the order of the group, always in the one form below it. The default value is zero.</summary>
/// <remarks>
/// Sums, products, <see cref="Inverse"/>, division and equality take the same time for every value, so scalars may be secrets.
/// The order of two scalars (<see cref="CompareTo"/>) and what says so do not.
/// </remarks>
public readonly struct Scalar : IEquatable<Scalar>, IComparable<Scalar>
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 32;

    /// <summary>Most draws of <see cref="Pick"/>; one in 2^128 is no scalar, so a source that needs more is broken.</summary>
    public const int PickTriesMax = 64;

    internal readonly ulong W0;
    internal readonly ulong W1;
    internal readonly ulong W2;
    internal readonly ulong W3;

    private Scalar(ulong w0, ulong w1, ulong w2, ulong w3) => (W0, W1, W2, W3) = (w0, w1, w2, w3);

    /// <summary>0.</summary>
    public static Scalar Zero => default;

    /// <summary>1.</summary>
    public static Scalar One => new(1, 0, 0, 0);

    /// <summary>Whether it is zero.</summary>
    public bool IsZero => (W0 | W1 | W2 | W3) == 0;

    /// <summary>Whether it is above half of the order.</summary>
    public bool IsHigh => HighMask != 0;

    /// <summary>All ones when above half of the order, zero otherwise; the same steps for every value.</summary>
    internal ulong HighMask
    {
        get
        {
            // Half of the order, less the value: borrows when the value is above.
            ulong borrow = 0;
            Wide.Subtract(0xDFE92F46681B20A0, W0, ref borrow);
            Wide.Subtract(0x5D576E7357A4501D, W1, ref borrow);
            Wide.Subtract(0xFFFFFFFFFFFFFFFF, W2, ref borrow);
            Wide.Subtract(0x7FFFFFFFFFFFFFFF, W3, ref borrow);
            return 0UL - borrow;
        }
    }

    /// <summary>Reads 32 bytes, big-endian, below the order. Zero is read too.</summary>
    /// <exception cref="CurveException">Another length, or not below the order.</exception>
    public static Scalar Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
        {
            throw new CurveException(CurveFault.ScalarLength);
        }

        return TryParse(bytes, out var scalar) ? scalar : throw new CurveException(CurveFault.ScalarNotReduced);
    }

    /// <summary>Reads 32 bytes, big-endian, below the order; false for anything else.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out Scalar scalar)
    {
        if (bytes.Length == Size)
        {
            Read(bytes, out var w0, out var w1, out var w2, out var w3);
            scalar = ScalarProducts.SubtractOrder(w0, w1, w2, w3);
            return ((scalar.W0 ^ w0) | (scalar.W1 ^ w1) | (scalar.W2 ^ w2) | (scalar.W3 ^ w3)) == 0;
        }

        scalar = default;
        return false;
    }

    /// <summary>Hash to scalar: bytes of any length as one big-endian number, reduced modulo the order.</summary>
    public static Scalar Reduce(ReadOnlySpan<byte> bytes)
    {
        var result = Zero;
        var first = bytes.Length % Size;
        if (first > 0)
        {
            Span<byte> padded = stackalloc byte[Size];
            padded.Clear();
            bytes[..first].CopyTo(padded[(Size - first)..]);
            result = ReduceWord(padded);
        }

        for (var rest = bytes[first..]; !rest.IsEmpty; rest = rest[Size..])
        {
            // 2^256 is 2^256 - n here.
            result = (result * new Scalar(0x402DA1732FC9BEBF, 0x4551231950B75FC4, 1, 0)) + ReduceWord(rest[..Size]);
        }

        return result;
    }

    /// <summary>Hash to scalar of a digest.</summary>
    public static Scalar Reduce(Hash32 digest)
    {
        Span<byte> bytes = stackalloc byte[Size];
        digest.CopyTo(bytes);
        return ReduceWord(bytes);
    }

    /// <summary>A number of any size and sign, reduced modulo the order.</summary>
    public static Scalar Reduce(BigInteger value)
    {
        var rest = BigInteger.Remainder(value, Group.Order);
        Span<byte> bytes = stackalloc byte[Size];
        BigEndian.Write(rest.Sign < 0 ? rest + Group.Order : rest, bytes);
        return ReduceWord(bytes);
    }

    /// <summary>A small number of any sign, modulo the order.</summary>
    public static Scalar FromInt64(long value)
    {
        var scalar = new Scalar(value < 0 ? 0UL - (ulong)value : (ulong)value, 0, 0, 0);
        return value < 0 ? -scalar : scalar;
    }

    /// <summary>A number from 0 up to, not including, the order.</summary>
    /// <exception cref="CurveException">Another number.</exception>
    public static Scalar From(BigInteger value) =>
        Represents(value) ? Reduce(value) : throw new CurveException(CurveFault.ScalarNotReduced);

    /// <summary>Whether a number is a scalar as it stands: not negative, and below the order.</summary>
    public static bool Represents(BigInteger value) => value.Sign >= 0 && value < Group.Order;

    /// <summary>A uniform scalar from 1 up to, not including, the order: draws 32 bytes until they are one, which nearly all are.</summary>
    /// <exception cref="CurveException">None of <see cref="PickTriesMax"/> draws is one.</exception>
    public static Scalar Pick(IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Span<byte> bytes = stackalloc byte[Size];
        for (var tries = 0; tries < PickTriesMax; tries++)
        {
            random.Fill(bytes);
            if (TryParse(bytes, out var scalar) && !scalar.IsZero)
            {
                bytes.Clear();
                return scalar;
            }
        }

        throw new CurveException(CurveFault.NoScalarFound);
    }

    /// <summary>The inverse.</summary>
    /// <exception cref="CurveException">It is zero.</exception>
    public Scalar Inverse() => IsZero ? throw new CurveException(CurveFault.DivisionByZero) : ModularInverse.Of(this);

    /// <summary>Writes 32 bytes, big-endian.</summary>
    /// <exception cref="CurveException">There is no room for them.</exception>
    public void CopyTo(Span<byte> destination)
    {
        CurveException.ThrowIfShort(destination, Size);
        BinaryPrimitives.WriteUInt64BigEndian(destination, W3);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], W2);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], W1);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], W0);
    }

    /// <summary>The 32 bytes, big-endian, in a new array.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>The 32 bytes, big-endian, as the field's hash type.</summary>
    public Hash32 ToHash()
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        return new Hash32(bytes);
    }

    /// <summary>The number. For public scalars: big integers take their time and stay in memory.</summary>
    public BigInteger ToBigInteger() => new(ToBytes(), isUnsigned: true, isBigEndian: true);

    /// <summary>The field's text form, which shows the value: <c>scalar{</c>, hex without leading zeros, <c>}</c>.</summary>
    public string ToPublicText() => $"scalar{{{BigEndian.ShortHex(ToBytes())}}}";

    /// <summary>Never the value, which may be a secret; see <see cref="ToPublicText"/>.</summary>
    public override string ToString() => "scalar{***}";

    /// <inheritdoc/>
    public bool Equals(Scalar other) => ((W0 ^ other.W0) | (W1 ^ other.W1) | (W2 ^ other.W2) | (W3 ^ other.W3)) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Scalar other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(W0, W1, W2, W3);

    /// <summary>Order as numbers.</summary>
    public int CompareTo(Scalar other)
    {
        var order = W3.CompareTo(other.W3);
        order = order != 0 ? order : W2.CompareTo(other.W2);
        order = order != 0 ? order : W1.CompareTo(other.W1);
        return order != 0 ? order : W0.CompareTo(other.W0);
    }

    /// <summary>The sum.</summary>
    public static Scalar operator +(in Scalar left, in Scalar right)
    {
        ulong carry = 0;
        var r0 = Wide.Add(left.W0, right.W0, ref carry);
        var r1 = Wide.Add(left.W1, right.W1, ref carry);
        var r2 = Wide.Add(left.W2, right.W2, ref carry);
        var r3 = Wide.Add(left.W3, right.W3, ref carry);
        return ScalarProducts.Fold(r0, r1, r2, r3, carry);
    }

    /// <summary>The negative.</summary>
    public static Scalar operator -(in Scalar value)
    {
        ulong borrow = 0;
        var r0 = Wide.Subtract(ScalarProducts.Order0, value.W0, ref borrow);
        var r1 = Wide.Subtract(ScalarProducts.Order1, value.W1, ref borrow);
        var r2 = Wide.Subtract(ScalarProducts.Order2, value.W2, ref borrow);
        var r3 = Wide.Subtract(ScalarProducts.Order3, value.W3, ref borrow);
        var keep = ~Wide.ZeroMask(value.W0 | value.W1 | value.W2 | value.W3);
        return new Scalar(r0 & keep, r1 & keep, r2 & keep, r3 & keep);
    }

    /// <summary>The difference.</summary>
    public static Scalar operator -(in Scalar left, in Scalar right) => left + -right;

    /// <summary>The product.</summary>
    public static Scalar operator *(in Scalar left, in Scalar right) => ScalarProducts.Multiply(left, right);

    /// <summary>The quotient.</summary>
    /// <exception cref="CurveException">The divisor is zero.</exception>
    public static Scalar operator /(in Scalar left, in Scalar right) => left * right.Inverse();

    /// <summary>Equality of the numbers.</summary>
    public static bool operator ==(in Scalar left, in Scalar right) => left.Equals(right);

    /// <summary>Inequality of the numbers.</summary>
    public static bool operator !=(in Scalar left, in Scalar right) => !left.Equals(right);

    /// <summary>Order as numbers.</summary>
    public static bool operator <(in Scalar left, in Scalar right) => left.CompareTo(right) < 0;

    /// <summary>Order as numbers.</summary>
    public static bool operator >(in Scalar left, in Scalar right) => left.CompareTo(right) > 0;

    /// <summary>Order as numbers.</summary>
    public static bool operator <=(in Scalar left, in Scalar right) => left.CompareTo(right) <= 0;

    /// <summary>Order as numbers.</summary>
    public static bool operator >=(in Scalar left, in Scalar right) => left.CompareTo(right) >= 0;

    internal static Scalar FromWords(ulong w0, ulong w1, ulong w2, ulong w3) => new(w0, w1, w2, w3);

    /// <summary>The value where the mask is zero, its negative where the mask is all ones.</summary>
    internal static Scalar NegateIf(in Scalar value, ulong mask)
    {
        var negative = -value;
        return new Scalar(
            value.W0 ^ ((value.W0 ^ negative.W0) & mask), value.W1 ^ ((value.W1 ^ negative.W1) & mask),
            value.W2 ^ ((value.W2 ^ negative.W2) & mask), value.W3 ^ ((value.W3 ^ negative.W3) & mask));
    }

    private static Scalar ReduceWord(ReadOnlySpan<byte> bytes)
    {
        Read(bytes, out var w0, out var w1, out var w2, out var w3);
        return ScalarProducts.SubtractOrder(w0, w1, w2, w3);
    }

    private static void Read(ReadOnlySpan<byte> bytes, out ulong w0, out ulong w1, out ulong w2, out ulong w3)
    {
        w3 = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        w2 = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        w1 = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        w0 = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }
}
