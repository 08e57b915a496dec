using Node.Eth.Primitives;

namespace Node.Eth.Signatures.Secp256k1;

/// <summary>A point of the group: one on the curve y^2 = x^3 + 7, or the identity, which is the default value.</summary>
/// <remarks>
/// No value of this type is off the curve. Points are public: operators and methods take a different time for different points.
/// Products with secret scalars are in <see cref="Group"/>.
/// </remarks>
public readonly struct Point : IEquatable<Point>
{
    /// <summary>Length of <see cref="ToBytes"/>.</summary>
    public const int Size = 33;

    /// <summary>Length of <see cref="ToUncompressedBytes"/>.</summary>
    public const int UncompressedSize = 64;

    /// <summary>Most bytes that <see cref="PointData.Embed"/> puts into a point.</summary>
    public const int DataBytesMax = 29;

    // Group.SchnorrXLimit.
    private static readonly FieldElement SchnorrXLimit =
        FieldElement.FromWords(0xDFE92F46681B20A1, 0x5D576E7357A4501D, 0xFFFFFFFFFFFFFFFF, 0x7FFFFFFFFFFFFFFF);

    private readonly FieldElement _x;
    private readonly FieldElement _y;

    private Point(FieldElement x, FieldElement y) => (_x, _y) = (x, y);

    /// <summary>The neutral element. It has no coordinates, and nothing that writes points takes it.</summary>
    public static Point Identity => default;

    /// <summary>The generator G.</summary>
    public static Point Generator { get; } = new(
        FieldElement.FromWords(0x59F2815B16F81798, 0x029BFCDB2DCE28D9, 0x55A06295CE870B07, 0x79BE667EF9DCBBAC),
        FieldElement.FromWords(0x9C47D08FFB10D4B8, 0xFD17B448A6855419, 0x5DA4FBFC0E1108A8, 0x483ADA7726A3C465));

    /// <summary>The first coordinate; 0 for the identity.</summary>
    public FieldElement X => _x;

    /// <summary>The second coordinate; 0 for the identity.</summary>
    public FieldElement Y => _y;

    /// <summary>Whether it is the identity.</summary>
    public bool IsIdentity => _x.IsZero && _y.IsZero;

    /// <summary>Whether it can be a public key anywhere: any point but the identity.</summary>
    public bool IsPublicKey => !IsIdentity;

    /// <summary>Whether the Schnorr verifier on chain takes it as a public key: 0 &lt; x &lt; <see cref="Group.SchnorrXLimit"/>.</summary>
    public bool IsSchnorrPublicKey => !IsIdentity && !_x.IsZero && _x.IsBelow(SchnorrXLimit);

    /// <summary>The point with these coordinates.</summary>
    /// <exception cref="CurveException">They are off the curve.</exception>
    public static Point FromCoordinates(in FieldElement x, in FieldElement y) =>
        TryFromCoordinates(x, y, out var point) ? point : throw new CurveException(CurveFault.NotOnCurve);

    /// <summary>The point with these coordinates; false when they are off the curve.</summary>
    public static bool TryFromCoordinates(in FieldElement x, in FieldElement y, out Point point)
    {
        var isOnCurve = y.Square() == FieldElement.CurveRightSide(x);
        point = isOnCurve ? new Point(x, y) : default;
        return isOnCurve;
    }

    /// <summary>The point with this x, and the y that is odd or even as said; false when there is none.</summary>
    public static bool TryFromX(in FieldElement x, bool isYOdd, out Point point)
    {
        if (FieldElement.CurveRightSide(x).TrySqrt(out var y))
        {
            point = new Point(x, y.IsOdd == isYOdd ? y : -y);
            return true;
        }

        point = default;
        return false;
    }

    /// <summary>Reads 33 bytes: x, then 0 when y is even or 1 when it is odd.</summary>
    /// <exception cref="CurveException">Another length or last byte, x not below the prime, or no point has that x.</exception>
    public static Point Parse(ReadOnlySpan<byte> bytes) => Read(bytes, out var point) is { } fault ? throw new CurveException(fault) : point;

    /// <summary>Reads 33 bytes as <see cref="Parse"/> does; false where that throws.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out Point point) => Read(bytes, out point) is null;

    /// <summary>Reads 64 bytes: x, then y.</summary>
    /// <exception cref="CurveException">Another length, a coordinate not below the prime, off the curve, or all zero.</exception>
    public static Point ParseUncompressed(ReadOnlySpan<byte> bytes) =>
        ReadUncompressed(bytes, out var point) is { } fault ? throw new CurveException(fault) : point;

    /// <summary>Reads 64 bytes as <see cref="ParseUncompressed"/> does; false where that throws.</summary>
    public static bool TryParseUncompressed(ReadOnlySpan<byte> bytes, out Point point) => ReadUncompressed(bytes, out point) is null;

    /// <summary>33 bytes: x, then 0 when y is even or 1 when it is odd.</summary>
    /// <exception cref="CurveException">It is the identity.</exception>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Writes the 33 bytes of <see cref="ToBytes"/>.</summary>
    /// <exception cref="CurveException">It is the identity, or there is no room for them.</exception>
    public void CopyTo(Span<byte> destination)
    {
        ThrowIfIdentity();
        CurveException.ThrowIfShort(destination, Size);
        _x.CopyTo(destination);
        destination[FieldElement.Size] = _y.IsOdd ? (byte)1 : (byte)0;
    }

    /// <summary>64 bytes: x, then y.</summary>
    /// <exception cref="CurveException">It is the identity.</exception>
    public byte[] ToUncompressedBytes()
    {
        var bytes = new byte[UncompressedSize];
        CopyUncompressedTo(bytes);
        return bytes;
    }

    /// <summary>Writes the 64 bytes of <see cref="ToUncompressedBytes"/>.</summary>
    /// <exception cref="CurveException">It is the identity, or there is no room for them.</exception>
    public void CopyUncompressedTo(Span<byte> destination)
    {
        ThrowIfIdentity();
        CurveException.ThrowIfShort(destination, UncompressedSize);
        _x.CopyTo(destination);
        _y.CopyTo(destination[FieldElement.Size..]);
    }

    /// <summary>Keccak-256 of the 64 bytes: the key hash of a public key.</summary>
    /// <exception cref="CurveException">It is the identity.</exception>
    public Hash32 ToHash()
    {
        Span<byte> bytes = stackalloc byte[UncompressedSize];
        CopyUncompressedTo(bytes);
        return Keccak256.Hash(bytes);
    }

    /// <summary>The Ethereum address: the last 20 bytes of <see cref="ToHash"/>.</summary>
    /// <exception cref="CurveException">It is the identity.</exception>
    public Address ToAddress()
    {
        Span<byte> hash = stackalloc byte[Hash32.Size];
        ToHash().CopyTo(hash);
        return new Address(hash[(Hash32.Size - Address.Size)..]);
    }

    /// <summary>The sum of the point with itself.</summary>
    public Point Twice() => this + this;

    /// <summary>The field's text form.</summary>
    public override string ToString() => $"Secp256k1{{X: {_x}, Y: {_y}}}";

    /// <inheritdoc/>
    public bool Equals(Point other) => _x.Equals(other._x) && _y.Equals(other._y);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Point other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_x, _y);

    /// <summary>The sum.</summary>
    public static Point operator +(in Point left, in Point right)
    {
        if (left.IsIdentity)
        {
            return right;
        }

        var sum = JacobianPoint.From(left);
        if (!right.IsIdentity)
        {
            JacobianPoint.Add(ref sum, right.ToLimbs());
        }

        return sum.ToPoint();
    }

    /// <summary>The opposite point.</summary>
    public static Point operator -(in Point point) => new(point._x, -point._y);

    /// <summary>The difference.</summary>
    public static Point operator -(in Point left, in Point right) => left + -right;

    /// <summary>Whether they are the same point.</summary>
    public static bool operator ==(in Point left, in Point right) => left.Equals(right);

    /// <summary>Whether they are different points.</summary>
    public static bool operator !=(in Point left, in Point right) => !left.Equals(right);

    internal static Point From(in AffineLimbs affine) => new(FieldElement.From(affine.X), FieldElement.From(affine.Y));

    internal AffineLimbs ToLimbs() => new() { X = _x.ToLimbs(), Y = _y.ToLimbs() };

    private static CurveFault? Read(ReadOnlySpan<byte> bytes, out Point point)
    {
        point = default;
        if (bytes.Length != Size)
        {
            return CurveFault.PointLength;
        }

        if (bytes[FieldElement.Size] > 1)
        {
            return CurveFault.PointParity;
        }

        if (!FieldElement.TryParse(bytes[..FieldElement.Size], out var x))
        {
            return CurveFault.FieldElementNotReduced;
        }

        return TryFromX(x, bytes[FieldElement.Size] == 1, out point) ? null : CurveFault.NotOnCurve;
    }

    private static CurveFault? ReadUncompressed(ReadOnlySpan<byte> bytes, out Point point)
    {
        point = default;
        if (bytes.Length != UncompressedSize)
        {
            return CurveFault.UncompressedPointLength;
        }

        if (!FieldElement.TryParse(bytes[..FieldElement.Size], out var x) || !FieldElement.TryParse(bytes[FieldElement.Size..], out var y))
        {
            return CurveFault.FieldElementNotReduced;
        }

        if (x.IsZero && y.IsZero)
        {
            return CurveFault.Identity;
        }

        return TryFromCoordinates(x, y, out point) ? null : CurveFault.NotOnCurve;
    }

    private void ThrowIfIdentity()
    {
        if (IsIdentity)
        {
            throw new CurveException(CurveFault.Identity);
        }
    }
}
