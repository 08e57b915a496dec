using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Node.Profiling.Nettrace;

/// <summary>Reads values one after another. Reading past the end is a <see cref="NettraceException"/>.</summary>
internal ref struct BytesReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    /// <summary>Whether nothing is left.</summary>
    public readonly bool IsAtEnd => _at >= _bytes.Length;

    public byte Byte() => Take(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    /// <summary>A number of 7 bits a byte, the lowest first.</summary>
    public ulong VarUInt()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Byte();
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw new NettraceException("a number of the trace has more than 64 bits");
    }

    /// <summary>UTF-16 up to a null character.</summary>
    public string Text()
    {
        var signs = MemoryMarshal.Cast<byte, char>(_bytes[_at..]);
        var length = signs.IndexOf('\0');
        if (length < 0)
        {
            throw new NettraceException("a text of the trace does not end");
        }

        _at += (length + 1) * 2;
        return new string(signs[..length]);
    }

    public ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > _bytes.Length - _at)
        {
            throw new NettraceException("a record of the trace is shorter than it says");
        }

        var taken = _bytes.Slice(_at, count);
        _at += count;
        return taken;
    }

    public void Skip(int count) => Take(count);
}
