using System.Buffers;
using System.Text;

namespace Node.Profiling.Pprof;

/// <summary>Writes fields of a protocol buffer message: numbers, texts and messages inside.</summary>
internal sealed class ProtoWriter
{
    private const int Varint = 0;
    private const int Delimited = 2;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>Forgets what was written.</summary>
    public void Clear() => _bytes.ResetWrittenCount();

    /// <summary>A number; zero is the default of the format and not written.</summary>
    public void Number(int field, long value)
    {
        if (value != 0)
        {
            Raw((ulong)(field << 3 | Varint));
            Raw((ulong)value);
        }
    }

    /// <summary>Numbers in one field, packed.</summary>
    public void Numbers(int field, IEnumerable<long> values)
    {
        var packed = new ProtoWriter();
        foreach (var value in values)
        {
            packed.Raw((ulong)value);
        }

        Message(field, packed);
    }

    /// <summary>A text, also the empty one.</summary>
    public void Text(int field, string value)
    {
        Raw((ulong)(field << 3 | Delimited));
        Raw((ulong)Encoding.UTF8.GetByteCount(value));
        Encoding.UTF8.GetBytes(value, _bytes);
    }

    /// <summary>A message inside.</summary>
    public void Message(int field, ProtoWriter message)
    {
        Raw((ulong)(field << 3 | Delimited));
        Raw((ulong)message.Written.Length);
        _bytes.Write(message.Written);
    }

    private void Raw(ulong value)
    {
        var span = _bytes.GetSpan(10);
        var length = 0;
        while (value >= 0x80)
        {
            span[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        span[length++] = (byte)value;
        _bytes.Advance(length);
    }
}
