using Node.Auditing;

namespace Node.Tests.Auditing;

/// <summary>A disk with so much room in all: what does not fit is written in part, as a real one does.</summary>
internal sealed class FillingDisk : IAuditDisk
{
    private readonly AuditDisk _below = new();

    /// <summary>The folder whose files take its room.</summary>
    public required string Folder { get; init; }

    /// <summary>How many bytes its files may have.</summary>
    public long BytesMax { get; set; } = long.MaxValue;

    public void Write(string path, long offset, ReadOnlySpan<byte> bytes)
    {
        var used = Directory.Exists(Folder) ? new DirectoryInfo(Folder).EnumerateFiles().Sum(file => file.FullName == path ? Math.Min(file.Length, offset) : file.Length) : 0;
        var room = (int)Math.Clamp(BytesMax - used, 0, bytes.Length);
        _below.Write(path, offset, bytes[..room]);
        if (room < bytes.Length)
        {
            throw new IOException("No space left on device");
        }
    }
}
