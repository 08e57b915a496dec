namespace Node.Tests.Telemetry.Alerts;

/// <summary>One series at one moment.</summary>
/// <param name="Name">The metric; empty for what was computed.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Value">Its value.</param>
internal sealed record PromSample(string Name, IReadOnlyDictionary<string, string> Labels, double Value)
{
    /// <summary>What tells series apart: name and labels.</summary>
    public string Key => KeyOf([.. Labels.Keys], name: Name);

    /// <summary>The same labels with another value, without a name.</summary>
    public PromSample With(double value) => new("", Labels, value);

    /// <summary>The values of some labels, as a key.</summary>
    public string KeyOf(IReadOnlyCollection<string> labels, bool isWithout = false, string name = "") => name + string.Concat(Labels
        .Where(label => label.Value.Length > 0 && labels.Contains(label.Key) != isWithout)
        .OrderBy(label => label.Key, StringComparer.Ordinal)
        .Select(label => $"|{label.Key}={label.Value}"));

    /// <summary>Some of its labels.</summary>
    public IReadOnlyDictionary<string, string> Only(IReadOnlyCollection<string> labels, bool isWithout = false) => Labels
        .Where(label => labels.Contains(label.Key) != isWithout)
        .ToDictionary(label => label.Key, label => label.Value, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => $"{KeyOf([.. Labels.Keys], name: Name)} {Value}";
}
