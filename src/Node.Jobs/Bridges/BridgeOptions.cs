using Node.Core.Config;
using Node.Core.Text;

namespace Node.Jobs.Bridges;

/// <summary>Bridges: adapters that jobs ask by name (<c>Bridges</c>).</summary>
public sealed record BridgeOptions : IConfigSection
{
    /// <summary>
    /// Where adapters reach this node, for answers that come later, e.g. <c>https://node.internal:6688</c>. Default: empty, the
    /// address that the node listens at.
    /// </summary>
    public string ResponseUrl { get; init; } = "";

    /// <summary>How old a kept answer may be that stands in for a failing adapter, for tasks without <c>cacheTTL</c>. Default: 0, none does.</summary>
    public TimeSpan CacheTtl { get; init; }

    /// <summary>How long a task waits for an answer that comes later. Default: 24 hours.</summary>
    public TimeSpan CallbackAgeMax { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long after its time a closed callback is remembered, so that a second answer is told why it is refused. Default: 24 hours.</summary>
    public TimeSpan CallbackKeptFor { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The largest body of an answer that comes later, in bytes. Default: 32 KiB.</summary>
    public int CallbackBytesMax { get; init; } = 32 * 1024;

    /// <summary>The largest answer of an adapter, in bytes. Default: 32 KiB.</summary>
    public int AnswerBytesMax { get; init; } = 32 * 1024;

    /// <summary>How many bridges there may be. Default: 1,000.</summary>
    public int CountMax { get; init; } = 1000;

    /// <summary>How many answers of one bridge are kept for <c>cacheTTL</c>; the oldest go first. Default: 1,000.</summary>
    public int KeptAnswersMax { get; init; } = 1000;

    /// <summary>How many of the last requests to a bridge are shown. Default: 50.</summary>
    public int CallsShownMax { get; init; } = 50;

    /// <inheritdoc/>
    public void Validate(ConfigFaults faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        if (ResponseUrl.Length > 0 && !(Uri.TryCreate(ResponseUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
        {
            faults.Add(nameof(ResponseUrl), $"is \"{Untrusted.Show(ResponseUrl)}\"; write an http or https URL, e.g. https://node.internal:6688");
        }

        RequireRange(faults, nameof(CacheTtl), CacheTtl, TimeSpan.Zero, TimeSpan.FromMinutes(30));
        RequireRange(faults, nameof(CallbackAgeMax), CallbackAgeMax, TimeSpan.FromSeconds(1), TimeSpan.FromDays(365));
        RequireRange(faults, nameof(CallbackKeptFor), CallbackKeptFor, TimeSpan.Zero, TimeSpan.FromDays(365));
        RequireRange(faults, nameof(CallbackBytesMax), CallbackBytesMax, 1024, 1024 * 1024);
        RequireRange(faults, nameof(AnswerBytesMax), AnswerBytesMax, 1024, 1024 * 1024);
        RequireRange(faults, nameof(CountMax), CountMax, 1, 100_000);
        RequireRange(faults, nameof(KeptAnswersMax), KeptAnswersMax, 1, 1_000_000);
        RequireRange(faults, nameof(CallsShownMax), CallsShownMax, 1, 10_000);
    }

    private static void RequireRange(ConfigFaults faults, string key, int value, int min, int max)
    {
        if (value < min || value > max)
        {
            faults.Add(key, $"is {value}; must be from {min} to {max}");
        }
    }

    private static void RequireRange(ConfigFaults faults, string key, TimeSpan value, TimeSpan min, TimeSpan max)
    {
        if (value < min || value > max)
        {
            faults.Add(key, $"is {GoDuration.Format(value)}; must be from {GoDuration.Format(min)} to {GoDuration.Format(max)}");
        }
    }
}
