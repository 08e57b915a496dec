using System.Text;

namespace Node.Profiling.Files;

/// <summary>The log of the nurse: a file that is put aside when it is full, in place of the one that was put aside before.</summary>
/// <param name="path">The file.</param>
/// <param name="bytesMax">Most bytes of one of the two.</param>
internal sealed class NurseLogFile(string path, long bytesMax)
{
    /// <summary>Most bytes of one of the two files.</summary>
    public long BytesMax { get; } = bytesMax;

    /// <summary>Adds a line.</summary>
    /// <returns>False when the line is longer than the file may be: it is left out.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public bool Append(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line + "\n");
        if (bytes.Length > BytesMax)
        {
            return false;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var info = new FileInfo(path);
        if (info.Exists && info.Length + bytes.Length > BytesMax)
        {
            File.Move(path, path + ".1", overwrite: true);
        }

        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        file.Write(bytes);
        return true;
    }
}
