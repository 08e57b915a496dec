using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace Node.Eth.Signatures.Secp256k1;

/// <summary>A number modulo the field's prime p = 2^256 - 2^32 - 977, always in the one form below it.</summary>
/// <remarks>Sums, products, inverses and equality take the same time for every value. The default value is zero.</remarks>
public readonly struct FieldElement : IEquatable<FieldElement>
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 32;

    private const ulong Prime0 = 0xFFFFFFFEFFFFFC2F;

    private readonly ulong _w0;
    private readonly ulong _w1;
    private readonly ulong _w2;
    private readonly ulong _w3;

    private FieldElement(ulong w0, ulong w1, ulong w2, ulong w3) => (_w0, _w1, _w2, _w3) = (w0, w1, w2, w3);

    /// <summary>0.</summary>
    public static FieldElement Zero => default;

    /// <summary>1.</summary>
    public static FieldElement One => new(1, 0, 0, 0);

    /// <summary>The prime.</summary>
    public static BigInteger Prime { get; } = (BigInteger.One << 256) - (BigInteger.One << 32) - 977;

    /// <summary>Whether it is zero.</summary>
    public bool IsZero => (_w0 | _w1 | _w2 | _w3) == 0;

    /// <summary>Whether its lowest bit is set.</summary>
    public bool IsOdd => (_w0 & 1) != 0;

    /// <summary>Whether it is the square of a number other than zero (Euler's criterion). Takes a different time for different values.</summary>
    public bool IsSquare => !IsZero && TrySqrt(out _);

    /// <summary>Reads 32 bytes, big-endian, below the prime.</summary>
    /// <exception cref="CurveException">Another length, or not below the prime.</exception>
    public static FieldElement Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
        {
            throw new CurveException(CurveFault.FieldElementLength);
        }

        return TryParse(bytes, out var element) ? element : throw new CurveException(CurveFault.FieldElementNotReduced);
    }

    /// <summary>Reads 32 bytes, big-endian, below the prime; false for anything else.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out FieldElement element)
    {
        if (bytes.Length == Size)
        {
            element = FromBytes(bytes);
            return !element.IsAbovePrime;
        }

        element = default;
        return false;
    }

    /// <summary>Reads 32 bytes, big-endian, and reduces them modulo the prime.</summary>
    /// <exception cref="CurveException">Another length.</exception>
    public static FieldElement Reduce(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Size ? From(FieldLimbs.FromBytes(bytes)) : throw new CurveException(CurveFault.FieldElementLength);

    /// <summary>A number of any size and sign, modulo the prime.</summary>
    public static FieldElement Reduce(BigInteger value)
    {
        var rest = BigInteger.Remainder(value, Prime);
        Span<byte> bytes = stackalloc byte[Size];
        BigEndian.Write(rest.Sign < 0 ? rest + Prime : rest, bytes);
        return FromBytes(bytes);
    }

    /// <summary>x^3 + 7, which is the square of y when (x, y) is on the curve.</summary>
    public static FieldElement CurveRightSide(in FieldElement x)
    {
        var limbs = x.ToLimbs();
        FieldProducts.Square(out var square, limbs);
        FieldProducts.Multiply(out var sum, square, limbs);
        sum.N0 += 7;
        return From(sum);
    }

    /// <summary>The square.</summary>
    public FieldElement Square()
    {
        FieldProducts.Square(out var square, ToLimbs());
        return From(square);
    }

    /// <summary>The inverse.</summary>
    /// <exception cref="CurveException">It is zero.</exception>
    public FieldElement Inverse()
    {
        if (IsZero)
        {
            throw new CurveException(CurveFault.DivisionByZero);
        }

        ModularInverse.Of(out var inverse, ToLimbs());
        return From(inverse);
    }

    /// <summary>The power (p+1)/4, which is a square root when there is one.</summary>
    public FieldElement SqrtCandidate()
    {
        FieldPowers.RootCandidate(out var root, ToLimbs());
        return From(root);
    }

    /// <summary>A square root, <see cref="SqrtCandidate"/>, when there is one. The root of zero is zero.</summary>
    public bool TrySqrt(out FieldElement root)
    {
        root = SqrtCandidate();
        return root.Square() == this;
    }

    /// <summary>Writes 32 bytes, big-endian.</summary>
    /// <exception cref="CurveException">There is no room for them.</exception>
    public void CopyTo(Span<byte> destination)
    {
        CurveException.ThrowIfShort(destination, Size);
        BinaryPrimitives.WriteUInt64BigEndian(destination, _w3);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _w2);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], _w1);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], _w0);
    }

    /// <summary>The 32 bytes, big-endian, in a new array.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>The number.</summary>
    public BigInteger ToBigInteger() => new(ToBytes(), isUnsigned: true, isBigEndian: true);

    /// <summary>The field's text form: <c>fieldElt{</c>, hex without leading zeros, <c>}</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"fieldElt{{{BigEndian.ShortHex(ToBytes())}}}");

    /// <inheritdoc/>
    public bool Equals(FieldElement other) =>
        ((_w0 ^ other._w0) | (_w1 ^ other._w1) | (_w2 ^ other._w2) | (_w3 ^ other._w3)) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FieldElement other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_w0, _w1, _w2, _w3);

    /// <summary>The sum.</summary>
    public static FieldElement operator +(in FieldElement left, in FieldElement right)
    {
        FieldLimbs.Add(out var sum, left.ToLimbs(), right.ToLimbs());
        return From(sum);
    }

    /// <summary>The difference.</summary>
    public static FieldElement operator -(in FieldElement left, in FieldElement right)
    {
        FieldLimbs.Subtract(out var difference, left.ToLimbs(), right.ToLimbs(), 1);
        return From(difference);
    }

    /// <summary>The negative.</summary>
    public static FieldElement operator -(in FieldElement value) => Zero - value;

    /// <summary>The product.</summary>
    public static FieldElement operator *(in FieldElement left, in FieldElement right)
    {
        FieldProducts.Multiply(out var product, left.ToLimbs(), right.ToLimbs());
        return From(product);
    }

    /// <summary>Equality of the numbers.</summary>
    public static bool operator ==(in FieldElement left, in FieldElement right) => left.Equals(right);

    /// <summary>Inequality of the numbers.</summary>
    public static bool operator !=(in FieldElement left, in FieldElement right) => !left.Equals(right);

    internal static FieldElement FromWords(ulong w0, ulong w1, ulong w2, ulong w3) => new(w0, w1, w2, w3);

    internal static FieldElement From(FieldLimbs limbs)
    {
        limbs.Normalize();
        limbs.ToWords(out var w0, out var w1, out var w2, out var w3);
        return new FieldElement(w0, w1, w2, w3);
    }

    internal FieldLimbs ToLimbs()
    {
        FieldLimbs.FromWords(_w0, _w1, _w2, _w3, out var limbs);
        return limbs;
    }

    // For public values: stops at the first word that differs.
    internal bool IsBelow(in FieldElement other) =>
        _w3 != other._w3 ? _w3 < other._w3
        : _w2 != other._w2 ? _w2 < other._w2
        : _w1 != other._w1 ? _w1 < other._w1
        : _w0 < other._w0;

    private bool IsAbovePrime => _w0 >= Prime0 && (_w1 & _w2 & _w3) == ulong.MaxValue;

    private static FieldElement FromBytes(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes));
}
