namespace Node.Auditing;

/// <summary>Reads lines of a file.</summary>
internal static class AuditFileReader
{
    private const int BlockBytes = 64 * 1024;

    /// <summary>Counts whole lines, and the bytes they have with their ends.</summary>
    public static (long Lines, long Bytes) Count(Stream file)
    {
        var (lines, bytes, at) = (0L, 0L, 0L);
        var block = new byte[BlockBytes];
        for (int read; (read = file.Read(block)) > 0; at += read)
        {
            for (var i = 0; i < read; i++)
            {
                if (block[i] == '\n')
                {
                    lines++;
                    bytes = at + i + 1;
                }
            }
        }

        return (lines, bytes);
    }

    /// <summary>Some whole lines without their ends.</summary>
    /// <param name="file">The file, at its beginning.</param>
    /// <param name="skip">How many lines to leave out.</param>
    /// <param name="count">How many lines to read at most.</param>
    public static IReadOnlyList<byte[]> Lines(Stream file, long skip, int count)
    {
        List<byte[]> lines = [];
        using var line = new MemoryStream();
        var block = new byte[BlockBytes];
        for (int read; lines.Count < count && (read = file.Read(block)) > 0;)
        {
            var rest = block.AsSpan(0, read);
            for (int end; lines.Count < count && (end = rest.IndexOf((byte)'\n')) >= 0; rest = rest[(end + 1)..])
            {
                if (skip > 0)
                {
                    skip--;
                }
                else
                {
                    line.Write(rest[..end]);
                    lines.Add(line.ToArray());
                }

                line.SetLength(0);
            }

            if (skip == 0)
            {
                line.Write(rest);
            }
        }

        return lines;
    }
}
