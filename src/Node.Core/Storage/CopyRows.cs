using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Node.Core.Storage;

/// <summary>Rows in the binary format of PostgreSQL's COPY (its manual, "COPY", part "Binary Format").</summary>
/// <remarks>Through the driver's importer every value is an asynchronous call, which was most of the node's time for a COPY.</remarks>
internal static class CopyRows
{
    private const int Null = -1;
    private const short End = -1;

    // The signature, no flags, no extension.
    private static ReadOnlySpan<byte> Head => [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', 10, 255, 13, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>What stands before the rows.</summary>
    public static void Begin(IBufferWriter<byte> writer) => writer.Write(Head);

    /// <summary>One row.</summary>
    /// <exception cref="InvalidCastException">A value is not of its column's type.</exception>
    public static void Write(IBufferWriter<byte> writer, IReadOnlyList<BulkColumn> columns, object?[] row)
    {
        WriteShort(writer, checked((short)columns.Count));
        for (var i = 0; i < columns.Count; i++)
        {
            Write(writer, columns[i].Type, row[i]);
        }
    }

    /// <summary>What stands after the rows.</summary>
    public static void Finish(IBufferWriter<byte> writer) => WriteShort(writer, End);

    private static void Write(IBufferWriter<byte> writer, BulkType type, object? value)
    {
        switch (type)
        {
            case var _ when value is null:
                WriteInt(writer, Null);
                break;
            case BulkType.Text:
                WriteText(writer, (string)value);
                break;
            case BulkType.Bytes:
                var bytes = (byte[])value;
                WriteInt(writer, bytes.Length);
                writer.Write(bytes);
                break;
            case BulkType.Time:
                WriteLong(writer, UtcMicros.From((DateTimeOffset)value));
                break;
            default:
                WriteLong(writer, (long)value);
                break;
        }
    }

    private static void WriteText(IBufferWriter<byte> writer, string text)
    {
        var span = writer.GetSpan(sizeof(int) + Encoding.UTF8.GetMaxByteCount(text.Length));
        var length = Encoding.UTF8.GetBytes(text, span[sizeof(int)..]);
        BinaryPrimitives.WriteInt32BigEndian(span, length);
        writer.Advance(sizeof(int) + length);
    }

    private static void WriteLong(IBufferWriter<byte> writer, long value)
    {
        var span = writer.GetSpan(sizeof(int) + sizeof(long));
        BinaryPrimitives.WriteInt32BigEndian(span, sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(span[sizeof(int)..], value);
        writer.Advance(sizeof(int) + sizeof(long));
    }

    private static void WriteInt(IBufferWriter<byte> writer, int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(writer.GetSpan(sizeof(int)), value);
        writer.Advance(sizeof(int));
    }

    private static void WriteShort(IBufferWriter<byte> writer, short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(writer.GetSpan(sizeof(short)), value);
        writer.Advance(sizeof(short));
    }
}
