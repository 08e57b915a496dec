using System.Globalization;
using System.Text;

namespace Node.Auditing;

/// <summary>Up to which line the records were taken by the one they are sent to; kept in a file, so that a restart goes on there.</summary>
/// <param name="folder">The folder of the audit log.</param>
/// <param name="disk">Where it is written.</param>
internal sealed class ForwardedMark(string folder, IAuditDisk disk)
{
    private readonly string _path = Path.Combine(folder, "forwarded");
    private long? _value;

    /// <summary>The number of the last line that was taken; 0 when none was.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public long Value
    {
        get
        {
            _value ??= File.Exists(_path) && long.TryParse(File.ReadAllText(_path), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0;
            return _value.Value;
        }
    }

    /// <summary>Remembers a number; in memory also when it cannot be written.</summary>
    /// <exception cref="IOException">It cannot be written: after a restart lines would be sent again.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Set(long value)
    {
        _value = value;
        disk.Write(_path + ".new", 0, Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture)));
        File.Move(_path + ".new", _path, overwrite: true);
    }
}
