using System.Globalization;

namespace Node.Profiling.Files;

/// <summary>The folder of profiles: what is in it, and what may still be written.</summary>
/// <param name="root">The folder; made when it is needed.</param>
/// <param name="bytesMax">Most bytes of all profiles and the log.</param>
internal sealed class ProfileFolder(string root, long bytesMax)
{
    /// <summary>Less room than this is none: not even a small profile fits.</summary>
    public const long RoomMin = 64 * 1024;

    /// <summary>How much of the room raw traces leave to profiles, in bytes; of less room, half.</summary>
    public const long ProfilesReserve = 4_000_000;

    private const string Part = ".part";

    private long _lastName;
    private long _bytesUsed;

    /// <summary>The folder.</summary>
    public string Root { get; } = root;

    /// <summary>The log of the nurse; it and the one before it take at most a tenth of the room.</summary>
    public NurseLogFile Log { get; } = new(Path.Combine(root, "nurse.log"), Math.Min(1_000_000, bytesMax / 20));

    /// <summary>How many bytes the profiles had when they were last looked at.</summary>
    public long BytesUsed => Volatile.Read(ref _bytesUsed);

    /// <summary>Looks how many bytes the profiles have; makes no folder.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    public void Measure()
    {
        var folder = new DirectoryInfo(Root);
        Volatile.Write(ref _bytesUsed, folder.Exists ? folder.EnumerateFiles().Where(file => IsProfile(file.Name)).Sum(file => file.Length) : 0);
    }

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

        Volatile.Write(ref _bytesUsed, used);
        return new FileBudget(bytesMax - (2 * Log.BytesMax), used);
    }

    /// <summary>The beginning of the names of what is gathered at a time: Unix time in microseconds, and never one that was given before.</summary>
    public string NameAt(DateTimeOffset time)
    {
        _lastName = Math.Max(_lastName + 1, (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        return _lastName.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Opens a raw trace, to be written bit by bit while profiles are not yet there: it leaves them their room.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="budget">The room.</param>
    /// <param name="onCut">Is told when it was cut, with the reason when that is not the room.</param>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public Stream OpenRaw(string name, FileBudget budget, Action<Exception?> onCut) =>
        Open(name, budget, Math.Min(ProfilesReserve, budget.Left / 2), onCut);

    /// <summary>Writes a file.</summary>
    /// <returns>Whether it is there; false when it did not fit.</returns>
    /// <exception cref="IOException">The disk is full, or the folder cannot be written.</exception>
    public bool TryWrite(string name, byte[] content, FileBudget budget)
    {
        Exception? failure = null;
        var isCut = false;
        using (var file = Open(name, budget, 0, reason => (isCut, failure) = (true, reason)))
        {
            file.Write(content);
        }

        return failure is null ? !isCut : throw new IOException(failure.Message, failure) { HResult = failure.HResult };
    }

    // It gets its name when it is whole, and is gone when it is cut.
    private BoundedStream Open(string name, FileBudget budget, long kept, Action<Exception?> onCut)
    {
        var path = Path.Combine(Root, name);
        return new BoundedStream(new FileStream(path + Part, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 64 * 1024), budget, kept)
        {
            OnClosed = stream => End(path, stream, onCut),
        };
    }

    private static void End(string path, BoundedStream stream, Action<Exception?> onCut)
    {
        Exception? failure = stream.Failure;
        var isCut = stream.IsCut;
        try
        {
            if (isCut)
            {
                File.Delete(path + Part);
            }
            else
            {
                File.Move(path + Part, path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            (isCut, failure) = (true, failure ?? e);
        }

        if (isCut)
        {
            onCut(failure);
        }
    }

    private static bool IsProfile(string name) => name.Length > 0 && char.IsAsciiDigit(name[0])
        && (name.Contains(".pb.gz", StringComparison.Ordinal) || name.Contains(".nettrace", StringComparison.Ordinal));
}
