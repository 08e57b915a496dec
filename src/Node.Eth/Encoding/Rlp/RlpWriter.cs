using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;

namespace Node.Eth.Encoding.Rlp;

/// <summary>Writes RLP: byte strings, integers and nested lists. For one thread; one writer makes one text.</summary>
public sealed class RlpWriter
{
    private readonly Stack<ArrayBufferWriter<byte>> _outer = new();
    private ArrayBufferWriter<byte> _current = new();

    /// <summary>Appends a byte string.</summary>
    public RlpWriter Bytes(ReadOnlySpan<byte> value)
    {
        if (value.Length != 1 || value[0] >= 0x80)
        {
            WriteHeader(0x80, value.Length);
        }

        _current.Write(value);
        return this;
    }

    /// <summary>Appends a number as its big-endian bytes without leading zeros; zero is the empty string.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public RlpWriter Number(BigInteger value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        return Bytes(value.IsZero ? [] : value.ToByteArray(isUnsigned: true, isBigEndian: true));
    }

    /// <summary>Opens a list: what follows up to the matching <see cref="EndList"/> is its content.</summary>
    public RlpWriter BeginList()
    {
        _outer.Push(_current);
        _current = new ArrayBufferWriter<byte>();
        return this;
    }

    /// <summary>Closes the list opened last.</summary>
    /// <exception cref="InvalidOperationException">No list is open.</exception>
    public RlpWriter EndList()
    {
        if (!_outer.TryPop(out var outer))
        {
            throw new InvalidOperationException("no list is open");
        }

        var content = _current;
        _current = outer;
        WriteHeader(0xc0, content.WrittenCount);
        _current.Write(content.WrittenSpan);
        return this;
    }

    /// <summary>What was written.</summary>
    /// <exception cref="InvalidOperationException">A list is still open.</exception>
    public byte[] ToArray() =>
        _outer.Count == 0 ? _current.WrittenSpan.ToArray() : throw new InvalidOperationException($"{_outer.Count} lists are still open");

    private void WriteHeader(byte shortBase, int length)
    {
        if (length <= 55)
        {
            WriteByte(shortBase + length);
            return;
        }

        Span<byte> digits = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(digits, length);
        var significant = digits.TrimStart((byte)0);
        WriteByte(shortBase + 55 + significant.Length);
        _current.Write(significant);
    }

    private void WriteByte(int value) => _current.Write([(byte)value]);
}
