using System.Buffers.Binary;

namespace Node.Eth.Primitives;

/// <summary>20 bytes: an account or contract. Written with the mixed-case checksum of EIP-55.</summary>
public readonly struct Address : IEquatable<Address>
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 20;

    private readonly ulong _a;
    private readonly ulong _b;
    private readonly uint _c;

    /// <summary>Takes 20 bytes.</summary>
    /// <exception cref="ArgumentException">Not 20 bytes.</exception>
    public Address(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
        {
            throw new ArgumentException($"an address has 20 bytes, not {bytes.Length}", nameof(bytes));
        }

        _a = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _b = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _c = BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]);
    }

    /// <summary>The zero address.</summary>
    public static Address Zero => default;

    /// <summary>Reads <c>0x</c> and 40 hex digits of any case; the checksum is not looked at.</summary>
    /// <exception cref="FormatException">Anything else.</exception>
    public static Address Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException("an address is 0x followed by 40 hex digits");

    /// <summary>Reads <c>0x</c> and 40 hex digits of any case; false for anything else.</summary>
    public static bool TryParse(string? text, out Address address)
    {
        Span<byte> bytes = stackalloc byte[Size];
        if (text is { Length: 42 } && text.StartsWith("0x", StringComparison.Ordinal)
            && Convert.FromHexString(text.AsSpan(2), bytes, out _, out _) == System.Buffers.OperationStatus.Done)
        {
            address = new Address(bytes);
            return true;
        }

        address = default;
        return false;
    }

    /// <summary>Whether <paramref name="text"/> is exactly the checksummed form (EIP-55).</summary>
    public static bool IsChecksummed(string text) => TryParse(text, out var address) && address.ToString() == text;

    /// <summary>Writes the 20 bytes.</summary>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _a);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _b);
        BinaryPrimitives.WriteUInt32BigEndian(destination[16..], _c);
    }

    /// <summary>The 20 bytes in a new array.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>The checksummed form (EIP-55).</summary>
    public override string ToString()
    {
        var digits = Convert.ToHexStringLower(ToBytes());
        var hash = Keccak256.Hash(digits).ToBytes();
        return string.Create(42, (digits, hash), static (text, source) =>
        {
            text[0] = '0';
            text[1] = 'x';
            for (var i = 0; i < 40; i++)
            {
                var nibble = (source.hash[i / 2] >> (i % 2 == 0 ? 4 : 0)) & 0xf;
                text[i + 2] = nibble >= 8 ? char.ToUpperInvariant(source.digits[i]) : source.digits[i];
            }
        });
    }

    /// <inheritdoc/>
    public bool Equals(Address other) => _a == other._a && _b == other._b && _c == other._c;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Address other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_a, _b, _c);

    /// <summary>Equality of all bytes.</summary>
    public static bool operator ==(Address left, Address right) => left.Equals(right);

    /// <summary>Inequality of any byte.</summary>
    public static bool operator !=(Address left, Address right) => !left.Equals(right);
}
