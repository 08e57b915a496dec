using Node.Core.Config;
using Node.Core.Text;

namespace Node.Auditing;

/// <summary>Who did what to the node, and where it is told (<c>AuditLogger</c>).</summary>
public sealed record AuditLoggerOptions : IConfigSection
{
    /// <summary>Whether administrative acts are recorded. Default: true; then an act that cannot be recorded is refused.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Where every record is sent as well, one POST each. Default: none.</summary>
    public Secret? ForwardToUrl { get; init; }

    /// <summary>The member under which a record stands in what is sent. Default: empty, the record is sent as it is.</summary>
    public string JsonWrapperKey { get; init; } = "";

    /// <summary>Headers to send along, each as <c>Name: value</c>. Default: none.</summary>
    public IReadOnlyList<Secret> Headers { get; init; } = [];

    /// <summary>Time to answer for whoever the records are sent to. Default: 10 seconds.</summary>
    public TimeSpan ForwardTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest time between two attempts to send. Default: 1 minute.</summary>
    public TimeSpan ForwardDelayMax { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The folder of the files. Default: empty, which means <c>audit</c> in the data folder.</summary>
    public string Folder { get; init; } = "";

    /// <summary>How large a file becomes before the next is begun. Default: 10 MB.</summary>
    public FileSize FileSizeMax { get; init; } = new(10_000_000);

    /// <summary>How many files are kept; the oldest goes first. Default: 20.</summary>
    public int FilesMax { get; init; } = 20;

    /// <summary>How many refused calls are recorded in a minute; the others are counted. Default: 60.</summary>
    public int RefusedPerMinuteMax { get; init; } = 60;

    /// <summary>How many acts may be under way at once. Default: 16.</summary>
    public int ActsAtOnceMax { get; init; } = 16;

    /// <summary>The URL; null when nothing is sent.</summary>
    internal Uri? Url => ForwardToUrl is { IsEmpty: false } && Uri.TryCreate(ForwardToUrl.Reveal(), UriKind.Absolute, out var url) ? url : null;

    /// <summary>The headers as they are sent.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> HeaderPairs =>
        [.. Headers.Select(header => header.Reveal().Split(':', 2)).Select(parts => KeyValuePair.Create(parts[0].Trim(), parts.Length == 2 ? parts[1].Trim() : ""))];

    /// <inheritdoc/>
    public void Validate(ConfigFaults faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        if (ForwardToUrl is { IsEmpty: false } && Url is not { Scheme: "http" or "https", UserInfo: "", Fragment: "" })
        {
            faults.Add(nameof(ForwardToUrl), "is not an http or https URL without user, password and fragment, e.g. https://audit.internal/oracle-node");
        }

        for (var i = 0; i < Headers.Count; i++)
        {
            if (Headers[i].Reveal().IndexOf(':', StringComparison.Ordinal) < 1)
            {
                faults.Add($"{nameof(Headers)}:{i}", "is not written as Name: value");
            }
        }

        if (FileSizeMax.Bytes is < AuditFiles.LineBytesMax or > 1_000_000_000)
        {
            faults.Add(nameof(FileSizeMax), $"must be from {AuditFiles.LineBytesMax}b to 1gb");
        }

        Within(faults, nameof(FilesMax), FilesMax, 2, 10_000);
        Within(faults, nameof(RefusedPerMinuteMax), RefusedPerMinuteMax, 1, 10_000);
        Within(faults, nameof(ActsAtOnceMax), ActsAtOnceMax, 1, 1_000);
        Within(faults, nameof(ForwardTimeout), ForwardTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));
        Within(faults, nameof(ForwardDelayMax), ForwardDelayMax, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1));
    }

    private static void Within(ConfigFaults faults, string name, int value, int min, int max)
    {
        if (value < min || value > max)
        {
            faults.Add(name, $"is {value}; must be from {min} to {max}");
        }
    }

    private static void Within(ConfigFaults faults, string name, TimeSpan value, TimeSpan min, TimeSpan max)
    {
        if (value < min || value > max)
        {
            faults.Add(name, $"must be from {GoDuration.Format(min)} to {GoDuration.Format(max)}");
        }
    }
}
