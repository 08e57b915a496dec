using Node.Core.Config;
using Node.Core.Text;

namespace Node.Telemetry;

/// <summary>Where traces go (<c>Telemetry:Otlp</c>).</summary>
public sealed record OtlpOptions : IConfigSection
{
    /// <summary>The collector, e.g. <c>http://127.0.0.1:4318</c>. Default: none, and then no spans are made.</summary>
    public string? Endpoint { get; init; }

    /// <summary>How spans are carried there. Default: <see cref="OtlpProtocol.HttpProtobuf"/>.</summary>
    public OtlpProtocol Protocol { get; init; } = OtlpProtocol.HttpProtobuf;

    /// <summary>Headers for it, as <c>name=value</c> with commas between. Default: none.</summary>
    public Secret? Headers { get; init; }

    /// <summary>How long it may take to take a batch; then the batch is dropped. Default: 10 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many spans wait for it; when it is slow or away, those that come then are dropped. Default: 8,192.</summary>
    public int QueueMax { get; init; } = 8192;

    /// <summary>How long spans wait for others to go with them. Default: 2 seconds.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The endpoint with its path.</summary>
    internal Uri? Url
    {
        get
        {
            if (!Uri.TryCreate(Endpoint, UriKind.Absolute, out var url))
            {
                return null;
            }

            return Protocol == OtlpProtocol.HttpProtobuf && url.AbsolutePath == "/" ? new Uri(url, "/v1/traces") : url;
        }
    }

    /// <inheritdoc/>
    public void Validate(ConfigFaults faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        if (Endpoint is not null && Url is not { Scheme: "http" or "https" })
        {
            faults.Add(nameof(Endpoint), $"is \"{Untrusted.Show(Endpoint)}\"; write the collector's URL, e.g. http://127.0.0.1:4318");
        }

        if (Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromMinutes(5))
        {
            faults.Add(nameof(Timeout), "must be more than zero and at most 5m");
        }

        if (Interval <= TimeSpan.Zero || Interval > TimeSpan.FromMinutes(5))
        {
            faults.Add(nameof(Interval), "must be more than zero and at most 5m");
        }

        if (QueueMax is < 1 or > 1_000_000)
        {
            faults.Add(nameof(QueueMax), $"is {QueueMax}; must be from 1 to 1000000");
        }
    }
}
