using System.Globalization;

namespace Node.Profiling.Files;

/// <summary>The folder of profiles: what is in it, and what may still be written.</summary>
/// <param name="root">The folder; made when it is needed.</param>
/// <param name="bytesMax">Most bytes of all profiles and the log.</param>
internal sealed class ProfileFolder(string root, long bytesMax)
{
    /// <summary>Less room than this is none: not even a small profile fits.</summary>
    public const long RoomMin = 64 * 1024;

    private const string Part = ".part";

    private long _lastName;

    /// <summary>The folder.</summary>
    public string Root { get; } = root;

    /// <summary>The log of the nurse; it and the one before it take at most a tenth of the room.</summary>
    public NurseLogFile Log { get; } = new(Path.Combine(root, "nurse.log"), Math.Min(1_000_000, bytesMax / 20));

    /// <summary>Counts what is there, and removes what an interrupted gathering left behind.</summary>
    /// <returns>The room for profiles.</returns>
    /// <exception cref="IOException">The folder cannot be used.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be used.</exception>
    public FileBudget Count()
    {
        Directory.CreateDirectory(Root);
        long used = 0;
        foreach (var file in new DirectoryInfo(Root).EnumerateFiles())
        {
            if (IsProfile(file.Name) && file.Name.EndsWith(Part, StringComparison.Ordinal))
            {
                file.Delete();
            }
            else if (IsProfile(file.Name))
            {
                used += file.Length;
            }
        }

        return new FileBudget(bytesMax - (2 * Log.BytesMax), used);
    }

    /// <summary>The beginning of the names of what is gathered at a time: Unix time in microseconds, and never one that was given before.</summary>
    public string NameAt(DateTimeOffset time)
    {
        _lastName = Math.Max(_lastName + 1, (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        return _lastName.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Opens a file to be written bit by bit. It gets its name when it is whole, and is gone when it is cut.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="budget">The room.</param>
    /// <param name="onCut">Is told when it was cut.</param>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public Stream Open(string name, FileBudget budget, Action<BoundedStream> onCut)
    {
        var path = Path.Combine(Root, name);
        return new BoundedStream(new FileStream(path + Part, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 64 * 1024), budget)
        {
            OnClosed = stream =>
            {
                if (stream.IsCut)
                {
                    File.Delete(path + Part);
                    onCut(stream);
                }
                else
                {
                    File.Move(path + Part, path);
                }
            },
        };
    }

    /// <summary>Writes a file.</summary>
    /// <returns>Whether it is there; false when it did not fit.</returns>
    /// <exception cref="IOException">The disk is full, or the folder cannot be written.</exception>
    public bool TryWrite(string name, byte[] content, FileBudget budget)
    {
        IOException? failure = null;
        var isCut = false;
        using (var file = Open(name, budget, cut => (isCut, failure) = (true, cut.Failure)))
        {
            file.Write(content);
        }

        return failure is null ? !isCut : throw failure;
    }

    private static bool IsProfile(string name) => name.Length > 0 && char.IsAsciiDigit(name[0])
        && (name.Contains(".pb.gz", StringComparison.Ordinal) || name.Contains(".nettrace", StringComparison.Ordinal));
}
