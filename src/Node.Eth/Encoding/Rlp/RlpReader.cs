using System.Numerics;

namespace Node.Eth.Encoding.Rlp;

/// <summary>Reads RLP, canonical form only: whatever <see cref="RlpWriter"/> would have written differently is a fault.</summary>
/// <remarks>A list is read by a reader of its own; nothing is copied or allocated before its length was checked against the input.</remarks>
public ref struct RlpReader
{
    /// <summary>How deep lists may nest.</summary>
    public const int DepthMax = 32;

    private readonly ReadOnlySpan<byte> _data;
    private readonly int _base;
    private readonly int _depth;
    private int _at;

    /// <summary>Reads from the start of <paramref name="data"/>.</summary>
    public RlpReader(ReadOnlySpan<byte> data)
        : this(data, 0, 0)
    {
    }

    private RlpReader(ReadOnlySpan<byte> data, int start, int depth)
    {
        _data = data;
        _base = start;
        _depth = depth;
    }

    /// <summary>Whether everything has been read.</summary>
    public readonly bool AtEnd => _at == _data.Length;

    /// <summary>Whether the next item is a list; false for a byte string and at the end.</summary>
    public readonly bool NextIsList => _at < _data.Length && _data[_at] >= 0xc0;

    /// <summary>Reads a byte string of any length.</summary>
    /// <exception cref="RlpException">The next item is a list, is not canonical or is cut short.</exception>
    public ReadOnlySpan<byte> Bytes()
    {
        var start = _at;
        var content = Next(out var isList);
        return isList ? throw Fault("a byte string was expected and a list found", start) : content;
    }

    /// <summary>Reads a byte string of exactly <paramref name="count"/> bytes.</summary>
    /// <exception cref="RlpException">It is something else.</exception>
    public ReadOnlySpan<byte> Bytes(int count)
    {
        var start = _at;
        var content = Bytes();
        return content.Length == count
            ? content
            : throw Fault($"{count} bytes were expected and {content.Length} found", start);
    }

    /// <summary>Reads a number of at most <paramref name="bytesMax"/> bytes.</summary>
    /// <exception cref="RlpException">It is longer, has leading zeros, or is not a byte string.</exception>
    public BigInteger Number(int bytesMax = 32)
    {
        var start = _at;
        var content = Bytes();
        if (content.Length > bytesMax)
        {
            throw Fault($"a number has {content.Length} bytes and may have {bytesMax}", start);
        }

        return content.Length > 0 && content[0] == 0
            ? throw Fault("a number has leading zeros", start)
            : new BigInteger(content, isUnsigned: true, isBigEndian: true);
    }

    /// <summary>Reads a number that fits a non-negative <see cref="long"/>.</summary>
    /// <exception cref="RlpException">It does not.</exception>
    public long SmallNumber()
    {
        var start = _at;
        var value = Number(8);
        return value <= long.MaxValue ? (long)value : throw Fault("a number is above 2^63-1", start);
    }

    /// <summary>Reads a list and gives a reader of its content.</summary>
    /// <exception cref="RlpException">The next item is a byte string, is not canonical, is cut short or nests too deep.</exception>
    public RlpReader List()
    {
        var start = _at;
        var content = Next(out var isList);
        if (!isList)
        {
            throw Fault("a list was expected and a byte string found", start);
        }

        return _depth < DepthMax
            ? new RlpReader(content, _base + _at - content.Length, _depth + 1)
            : throw Fault($"lists nest deeper than {DepthMax}", start);
    }

    /// <summary>Checks that nothing follows.</summary>
    /// <exception cref="RlpException">Something does.</exception>
    public readonly void End()
    {
        if (!AtEnd)
        {
            throw Fault($"{_data.Length - _at} bytes follow the last item", _at);
        }
    }

    private ReadOnlySpan<byte> Next(out bool isList)
    {
        var start = _at;
        if (AtEnd)
        {
            throw Fault("an item was expected and the input ends", start);
        }

        var first = _data[_at++];
        isList = first >= 0xc0;
        if (first < 0x80)
        {
            return _data.Slice(start, 1);
        }

        var code = first - (isList ? 0xc0 : 0x80);
        var length = code <= 55 ? code : LongLength(code - 55, start);
        if (length > _data.Length - _at)
        {
            throw Fault($"an item says it has {length} bytes and {_data.Length - _at} are left", start);
        }

        var content = _data.Slice(_at, length);
        _at += length;
        return !isList && length == 1 && content[0] < 0x80
            ? throw Fault("a byte below 0x80 stands for itself and may not have a length", start)
            : content;
    }

    private int LongLength(int digits, int start)
    {
        if (digits > _data.Length - _at)
        {
            throw Fault("a length is cut short", start);
        }

        long length = 0;
        foreach (var digit in _data.Slice(_at, digits))
        {
            length = length <= int.MaxValue ? (length << 8) | digit : throw Fault("a length is above 2^31-1", start);
        }

        if (_data[_at] == 0 || length <= 55)
        {
            throw Fault("a length is not in its shortest form", start);
        }

        _at += digits;
        return length <= int.MaxValue ? (int)length : throw Fault("a length is above 2^31-1", start);
    }

    private readonly RlpException Fault(string problem, int at) => new(problem, _base + at);
}
