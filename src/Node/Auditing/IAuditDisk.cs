namespace Node.Auditing;

/// <summary>What the audit log writes to.</summary>
internal interface IAuditDisk
{
    /// <summary>Writes at an offset, where the file ends afterwards; it is on disk when this returns.</summary>
    /// <exception cref="IOException">It cannot be written; a part of it may have been.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    void Write(string path, long offset, ReadOnlySpan<byte> bytes);
}
