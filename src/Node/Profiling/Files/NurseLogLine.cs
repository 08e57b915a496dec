using System.Text;
using Node.Core.Text;

namespace Node.Profiling.Files;

/// <summary>One line of the nurse's log: time, reason, and what was measured, sorted by name.</summary>
internal static class NurseLogLine
{
    /// <summary>How many measured values a line has at most.</summary>
    public const int MetaMax = 64;

    /// <summary>The line. Texts are cut and escaped, so that it stays one line.</summary>
    public static string Of(DateTimeOffset time, string reason, IReadOnlyDictionary<string, string> meta)
    {
        var line = new StringBuilder()
            .Append(time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture))
            .Append(' ').Append(Quote(reason));
        foreach (var (key, value) in meta.OrderBy(pair => pair.Key, StringComparer.Ordinal).Take(MetaMax))
        {
            line.Append(' ').Append(Quote(key)).Append('=').Append(Quote(value));
        }

        return line.ToString();
    }

    private static string Quote(string text)
    {
        var shown = Untrusted.Show(text);
        return shown.Length == 0 || shown.AsSpan().IndexOfAny(" \"=") >= 0 ? $"\"{shown.Replace("\"", "\\\"", StringComparison.Ordinal)}\"" : shown;
    }
}
