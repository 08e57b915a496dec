using System.Globalization;
using System.Text;

namespace Node.Core.Text;

/// <summary>Makes text from outside (URLs, bodies, revert reasons, error messages of others) fit to be logged or shown.</summary>
public static class Untrusted
{
    /// <summary>How much of a text is shown, in UTF-16 code units. The rest is replaced by an ellipsis.</summary>
    public const int CharsMax = 200;

    /// <summary>
    /// The text, cut at <see cref="CharsMax"/>, with every character that a terminal or a log reader could take for an order
    /// (control, format and bidirectional characters, line separators, lone surrogates) written as <c>\uXXXX</c>.
    /// </summary>
    /// <param name="text">The text; null is shown as <c>(none)</c>.</param>
    public static string Show(string? text) => Show(text, CharsMax);

    /// <summary>As <see cref="Show(string)"/>, cut elsewhere: for texts that are asked for because of what they say.</summary>
    /// <param name="text">The text; null is shown as <c>(none)</c>.</param>
    /// <param name="charsMax">How much is shown, in UTF-16 code units.</param>
    public static string Show(string? text, int charsMax)
    {
        if (text is null)
        {
            return "(none)";
        }

        var length = ShownLength(text, charsMax);
        var shown = new StringBuilder(length + 1);
        for (var at = 0; at < length;)
        {
            var isWhole = Rune.TryGetRuneAt(text, at, out var rune);
            var width = isWhole ? rune.Utf16SequenceLength : 1;
            if (isWhole && IsPlain(rune))
            {
                shown.Append(text, at, width);
            }
            else
            {
                AppendEscaped(shown, text.AsSpan(at, width));
            }

            at += width;
        }

        return length < text.Length ? shown.Append('…').ToString() : shown.ToString();
    }

    // A pair that the cut would split is left out whole.
    private static int ShownLength(string text, int charsMax)
    {
        if (text.Length <= charsMax)
        {
            return text.Length;
        }

        var splitsPair = char.IsHighSurrogate(text[charsMax - 1]) && char.IsLowSurrogate(text[charsMax]);
        return splitsPair ? charsMax - 1 : charsMax;
    }

    private static bool IsPlain(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or
        UnicodeCategory.Format or
        UnicodeCategory.LineSeparator or
        UnicodeCategory.ParagraphSeparator or
        UnicodeCategory.PrivateUse or
        UnicodeCategory.OtherNotAssigned);

    private static void AppendEscaped(StringBuilder shown, ReadOnlySpan<char> units)
    {
        foreach (var unit in units)
        {
            shown.Append("\\u").Append(((int)unit).ToString("x4", CultureInfo.InvariantCulture));
        }
    }
}
