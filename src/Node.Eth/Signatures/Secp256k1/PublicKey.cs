using Node.Eth.Encoding;
using Node.Eth.Primitives;

namespace Node.Eth.Signatures.Secp256k1;

/// <summary>A public key as the field writes it: the 33 bytes of a point, as text <c>0x</c> and 66 hex digits. The bytes may be no point.</summary>
public readonly struct PublicKey : IEquatable<PublicKey>
{
    /// <summary>Length in bytes.</summary>
    public const int Size = Point.Size;

    private readonly Hash32 _x;
    private readonly byte _parity;

    /// <summary>Takes 33 bytes, whatever they are.</summary>
    /// <exception cref="CurveException">Another length.</exception>
    public PublicKey(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
        {
            throw new CurveException(CurveFault.PointLength);
        }

        _x = new Hash32(bytes[..Hash32.Size]);
        _parity = bytes[Hash32.Size];
    }

    /// <summary>Whether all bytes are zero, as in the default value.</summary>
    public bool IsZero => _x == Hash32.Zero && _parity == 0;

    /// <summary>The key of a point.</summary>
    /// <exception cref="CurveException">It is the identity.</exception>
    public static PublicKey Of(in Point point) => new(point.ToBytes());

    /// <summary>Reads <c>0x</c> and 66 hex digits.</summary>
    /// <exception cref="CurveException">Anything else, or an x that is not below the prime: one key would have two texts.</exception>
    public static PublicKey Parse(string text) => Read(text, out var key) is { } fault ? throw new CurveException(fault) : key;

    /// <summary>Reads what <see cref="Parse"/> does; false where that throws.</summary>
    public static bool TryParse(string? text, out PublicKey key) => Read(text, out key) is null;

    /// <summary>The point.</summary>
    /// <exception cref="CurveException">The bytes are no point.</exception>
    public Point ToPoint() => Point.Parse(ToBytes());

    /// <summary>The point; false when the bytes are none.</summary>
    public bool TryToPoint(out Point point) => Point.TryParse(ToBytes(), out point);

    /// <summary>Keccak-256 of the uncompressed point, which coordinators call the key hash.</summary>
    /// <exception cref="CurveException">The bytes are no point.</exception>
    public Hash32 ToHash() => ToPoint().ToHash();

    /// <summary>The address of the point; the zero address when the bytes are none.</summary>
    public Address ToAddress() => TryToPoint(out var point) ? point.ToAddress() : Address.Zero;

    /// <summary><c>0x</c> and the 128 hex digits of x and y.</summary>
    /// <exception cref="CurveException">The bytes are no point.</exception>
    public string ToUncompressedText() => HexData.Format(ToPoint().ToUncompressedBytes());

    /// <summary>The 33 bytes.</summary>
    public byte[] ToBytes() => [.. _x.ToBytes(), _parity];

    /// <summary><c>0x</c> and 66 lower-case hex digits.</summary>
    public override string ToString() => HexData.Format(ToBytes());

    /// <inheritdoc/>
    public bool Equals(PublicKey other) => _x == other._x && _parity == other._parity;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PublicKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_x, _parity);

    /// <summary>Equality of all bytes.</summary>
    public static bool operator ==(PublicKey left, PublicKey right) => left.Equals(right);

    /// <summary>Inequality of any byte.</summary>
    public static bool operator !=(PublicKey left, PublicKey right) => !left.Equals(right);

    private static CurveFault? Read(string? text, out PublicKey key)
    {
        key = default;
        if (text is not { Length: 2 + (2 * Size) } || !HexData.TryParse(text, out var bytes))
        {
            return CurveFault.PublicKeyText;
        }

        if (!FieldElement.TryParse(bytes.AsSpan(0, FieldElement.Size), out _))
        {
            return CurveFault.FieldElementNotReduced;
        }

        key = new PublicKey(bytes);
        return null;
    }
}
