using System.Globalization;

namespace Node.Core.Text;

/// <summary>Instants as texts: RFC 3339, always with an offset, so that no machine's own zone has a say.</summary>
public static class Instants
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK",
    ];

    /// <summary>Reads an instant, e.g. <c>2026-01-31T12:00:00Z</c> or <c>2026-01-31T12:00:00.5+01:00</c>.</summary>
    /// <returns>Whether <paramref name="text"/> is one.</returns>
    public static bool TryParse(string? text, out DateTimeOffset instant)
    {
        instant = default;
        if (text is not { Length: > 16 and <= 40 } || !(text[^1] is 'Z' or 'z' || text[^6] is '+' or '-'))
        {
            return false;
        }

        return DateTimeOffset.TryParseExact(
            text.ToUpperInvariant(), Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);
    }

    /// <summary>Writes an instant in UTC, with as many digits of a second as it needs.</summary>
    public static string Format(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
