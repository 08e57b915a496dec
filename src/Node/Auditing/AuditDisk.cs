namespace Node.Auditing;

/// <summary>The disk.</summary>
internal sealed class AuditDisk : IAuditDisk
{
    public void Write(string path, long offset, ReadOnlySpan<byte> bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        file.SetLength(offset);
        file.Seek(offset, SeekOrigin.Begin);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }
}
