using Node.Core.Config;

namespace Node.Telemetry;

/// <summary>Metrics and traces (<c>Telemetry</c>).</summary>
public sealed record TelemetryOptions : IConfigSection
{
    /// <summary>Whether <c>/metrics</c> is open to all who reach the port. Default: false, it asks for a token with the role view.</summary>
    public bool MetricsAreOpen { get; init; }

    /// <summary>How many sets of labels a metric may have; what is beyond is counted together. Default: 2,000.</summary>
    public int SeriesMax { get; init; } = 2000;

    /// <summary>Which part of the runs is traced, in percent; a run is traced whole or not at all. Default: 100.</summary>
    public int TracedPercent { get; init; } = 100;

    /// <summary>Where traces go.</summary>
    public OtlpOptions Otlp { get; init; } = new();

    /// <inheritdoc/>
    public void Validate(ConfigFaults faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        if (TracedPercent is < 0 or > 100)
        {
            faults.Add(nameof(TracedPercent), $"is {TracedPercent}; must be from 0 to 100");
        }

        if (SeriesMax is < 100 or > 100_000)
        {
            faults.Add(nameof(SeriesMax), $"is {SeriesMax}; must be from 100 to 100000");
        }
    }
}
