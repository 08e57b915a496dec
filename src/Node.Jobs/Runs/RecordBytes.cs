using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Node.Jobs.Runs;

/// <summary>
/// A run record as the history stores it: its UTF-8 text as it is, or a mark that no JSON begins with, the text's length and
/// the text packed by Brotli at its quickest. Packing a kilobyte takes a few microseconds and leaves about four tenths.
/// </summary>
internal static class RecordBytes
{
    /// <summary>A shorter text stays as it is.</summary>
    public const int PackedTextBytesMin = 200;

    private const byte PackedMark = 1;
    private const int HeadBytes = 1 + sizeof(int);
    private const int Quality = 0;
    private const int WindowBits = 16;

    /// <summary>The stored form; null stays null, which the database refuses.</summary>
    public static byte[]? Of(string? record) => record is null ? null : OfUtf8(Encoding.UTF8.GetBytes(record));

    /// <summary>The stored form of a text that is UTF-8 already.</summary>
    public static byte[] OfUtf8(byte[] text)
    {
        if (text.Length < PackedTextBytesMin)
        {
            return text;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(HeadBytes + text.Length);
        try
        {
            if (!BrotliEncoder.TryCompress(text, buffer.AsSpan(HeadBytes, text.Length - HeadBytes), out var packed, Quality, WindowBits))
            {
                // Packed it would be no shorter.
                return text;
            }

            buffer[0] = PackedMark;
            BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(1), text.Length);
            return buffer.AsSpan(0, HeadBytes + packed).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The text that was stored.</summary>
    /// <exception cref="FormatException">The bytes are neither text nor packed text.</exception>
    public static string TextOf(ReadOnlySpan<byte> stored)
    {
        if (stored.IsEmpty || stored[0] != PackedMark)
        {
            return Encoding.UTF8.GetString(stored);
        }

        var length = stored.Length < HeadBytes ? -1 : BinaryPrimitives.ReadInt32LittleEndian(stored[1..]);
        if (length is < 0 or > FinishedRun.RecordBytesMax)
        {
            throw new FormatException("a stored run record is damaged: its length cannot be right. Restore the database from a backup");
        }

        var text = new byte[length];
        return BrotliDecoder.TryDecompress(stored[HeadBytes..], text, out var written) && written == length
            ? Encoding.UTF8.GetString(text)
            : throw new FormatException("a stored run record is damaged: it cannot be unpacked. Restore the database from a backup");
    }
}
