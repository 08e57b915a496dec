using Node.Core.Config;

namespace Node.Jobs.Runs;

/// <summary>How much history is kept, and the steps in which it is taken away.</summary>
/// <param name="SizeMax">The most bytes that finished runs may take, with their indexes.</param>
/// <param name="AgeMax">How long a finished run is kept.</param>
internal sealed record RetentionLimits(long SizeMax, TimeSpan AgeMax)
{
    /// <summary>Into how many segments the history is cut where it is kept in segments: each is about 6 % of the whole.</summary>
    public const int Segments = 16;

    /// <summary>The least that can be configured.</summary>
    public const long SizeMin = 10_000_000;

    private const long SegmentBytesMin = 256 * 1024;
    private static readonly TimeSpan AgeMin = TimeSpan.FromMinutes(1);

    /// <summary>A segment that is larger is closed.</summary>
    public long SegmentBytes => Math.Max(SizeMax / Segments, SegmentBytesMin);

    /// <summary>A segment that is open for longer is closed.</summary>
    public TimeSpan SegmentAge => AgeMax / Segments;

    /// <summary>After so many new bytes it is time to look again.</summary>
    public long StepBytes => SegmentBytes / 4;

    /// <summary>The limits of a configuration.</summary>
    public static RetentionLimits Of(RunsOptions options) => new(options.HistorySizeMax.Bytes, options.HistoryAgeMax);

    /// <summary>Checks what is configured.</summary>
    public static void Validate(RunsOptions options, ConfigFaults faults)
    {
        if (options.HistorySizeMax.Bytes < SizeMin)
        {
            faults.Add(nameof(options.HistorySizeMax), $"is {options.HistorySizeMax}; must be {new FileSize(SizeMin)} or more, e.g. \"4gb\"");
        }

        if (options.HistoryAgeMax < AgeMin)
        {
            faults.Add(nameof(options.HistoryAgeMax), "must be 1m or more, e.g. \"720h\"");
        }

        if (options.KeyAgeMax < AgeMin || options.KeyAgeMax < options.DurationMax)
        {
            faults.Add(nameof(options.KeyAgeMax), $"must be 1m or more and no shorter than {nameof(options.DurationMax)}, e.g. \"720h\"");
        }
    }
}
