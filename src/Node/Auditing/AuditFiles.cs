using System.Globalization;

namespace Node.Auditing;

/// <summary>The files of the audit log: numbered lines in files that are called after their first number, so that the number of a line follows from its place.</summary>
/// <remarks>Used by one process. A line that a crash has cut off was never acknowledged and is overwritten.</remarks>
/// <param name="folder">The folder; made when it is needed.</param>
/// <param name="fileBytesMax">How large a file becomes.</param>
/// <param name="filesMax">How many are kept.</param>
/// <param name="reserveBytes">Room that is kept for lines of acts that are under way.</param>
/// <param name="disk">Where they are written.</param>
internal sealed class AuditFiles(string folder, long fileBytesMax, int filesMax, int reserveBytes, IAuditDisk disk)
{
    /// <summary>The longest line; records are cut so that none is longer.</summary>
    public const int LineBytesMax = 32 * 1024;

    private const string Prefix = "audit-";
    private const string Suffix = ".jsonl";

    private readonly Lock _gate = new();
    private readonly List<long> _firsts = [];
    private bool _isOpen;
    private long _last;
    private long _bytes;

    /// <summary>The folder.</summary>
    public string Folder { get; } = folder;

    /// <summary>The number of the last line; 0 when there is none.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public long Last
    {
        get
        {
            lock (_gate)
            {
                Open();
                return _last;
            }
        }
    }

    /// <summary>The number of the oldest line that is kept, or of the next one when there is none.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public long Oldest
    {
        get
        {
            lock (_gate)
            {
                Open();
                return _firsts.Count > 0 ? _firsts[0] : _last + 1;
            }
        }
    }

    private string ReservePath => Path.Combine(Folder, "reserve");

    /// <summary>Adds a line; it is on disk when this returns.</summary>
    /// <param name="lineOf">The line of a number, with its end.</param>
    /// <returns>Its number.</returns>
    /// <exception cref="IOException">It cannot be written; nothing was added.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written; nothing was added.</exception>
    public long Append(Func<long, byte[]> lineOf)
    {
        lock (_gate)
        {
            Open();
            var line = lineOf(_last + 1);
            if (line.Length > LineBytesMax)
            {
                throw new InvalidOperationException($"a line of the audit log has {line.Length} bytes; at most {LineBytesMax}");
            }

            var isNew = _firsts.Count == 0 || _bytes + line.Length > fileBytesMax || IsGone(_firsts[^1]);
            var (first, offset) = isNew ? (_last + 1, 0) : (_firsts[^1], _bytes);
            WriteWithReserve(PathOf(first), offset, line);
            if (isNew)
            {
                _firsts.Add(first);
            }

            _bytes = offset + line.Length;
            _last++;
            RemoveOldest();
            return _last;
        }
    }

    /// <summary>Makes sure that there is room for the lines of acts that begin now.</summary>
    /// <exception cref="IOException">There is none.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public void Reserve()
    {
        lock (_gate)
        {
            Open();
            var file = new FileInfo(ReservePath);
            if (!file.Exists || file.Length != reserveBytes)
            {
                disk.Write(ReservePath, 0, new byte[reserveBytes]);
            }
        }
    }

    /// <summary>Lines from a number on, without their ends.</summary>
    /// <param name="from">The number; lines before <see cref="Oldest"/> are gone.</param>
    /// <param name="countMax">How many at most; fewer may come although there are more.</param>
    /// <exception cref="IOException">They cannot be read.</exception>
    public IReadOnlyList<byte[]> Read(long from, int countMax)
    {
        long first;
        long last;
        lock (_gate)
        {
            Open();
            if (from > _last || _firsts.Count == 0 || from < _firsts[0])
            {
                return [];
            }

            var at = _firsts.FindLastIndex(one => one <= from);
            first = _firsts[at];
            last = Math.Min(at + 1 < _firsts.Count ? _firsts[at + 1] - 1 : _last, from + countMax - 1);
        }

        using var file = new FileStream(PathOf(first), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return AuditFileReader.Lines(file, from - first, (int)(last - from + 1));
    }

    private void Open()
    {
        if (_isOpen)
        {
            return;
        }

        _firsts.Clear();
        if (Directory.Exists(Folder))
        {
            _firsts.AddRange(Directory.EnumerateFiles(Folder, Prefix + "*" + Suffix).Select(FirstOf).Where(first => first > 0).Order());
        }

        (_last, _bytes) = (0, 0);
        if (_firsts.Count > 0)
        {
            using var file = new FileStream(PathOf(_firsts[^1]), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var (lines, bytes) = AuditFileReader.Count(file);
            (_last, _bytes) = (_firsts[^1] + lines - 1, bytes);
        }

        _isOpen = true;
    }

    private void WriteWithReserve(string path, long offset, byte[] line)
    {
        try
        {
            disk.Write(path, offset, line);
        }
        catch (IOException) when (File.Exists(ReservePath))
        {
            // What was kept free for this moment.
            File.Delete(ReservePath);
            disk.Write(path, offset, line);
        }
    }

    private void RemoveOldest()
    {
        while (_firsts.Count > filesMax)
        {
            File.Delete(PathOf(_firsts[0]));
            _firsts.RemoveAt(0);
        }
    }

    // Somebody has moved it away: the numbers go on in a new one.
    private bool IsGone(long first)
    {
        var file = new FileInfo(PathOf(first));
        return !file.Exists || file.Length < _bytes;
    }

    private string PathOf(long first) => Path.Combine(Folder, $"{Prefix}{first.ToString("d12", CultureInfo.InvariantCulture)}{Suffix}");

    private static long FirstOf(string path) =>
        long.TryParse(Path.GetFileName(path)[Prefix.Length..^Suffix.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var first) ? first : 0;
}
