using System.Globalization;

namespace Node.Profiling.Checks;

/// <summary>What a check measured, as texts.</summary>
internal static class Measured
{
    /// <summary>Names and whole numbers.</summary>
    public static IReadOnlyDictionary<string, string> Of(params (string Name, long Value)[] values) =>
        values.ToDictionary(pair => pair.Name, pair => pair.Value.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal);
}
