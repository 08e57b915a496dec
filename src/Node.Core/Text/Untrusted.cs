using System.Globalization;
using System.Text;

namespace Node.Core.Text;

/// <summary>Makes text from outside fit for logs, errors and answers.</summary>
public static class Untrusted
{
    /// <summary>How many characters are shown.</summary>
    public const int CharsMax = 200;

    /// <summary>
    /// The text, cut at <see cref="CharsMax"/> characters with an ellipsis; control characters, format characters (bidi marks among
    /// them), line separators and halves of surrogate pairs are written as <c>\uXXXX</c>. Null is the empty text.
    /// </summary>
    public static string Show(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var shown = new StringBuilder(Math.Min(text.Length, CharsMax) + 8);
        for (var i = 0; i < text.Length; i++)
        {
            if (i >= CharsMax)
            {
                return shown.Append('…').ToString();
            }

            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) && !IsHidden(CharUnicodeInfo.GetUnicodeCategory(text, i)))
            {
                shown.Append(c).Append(text[++i]);
            }
            else if (IsHidden(char.GetUnicodeCategory(c)))
            {
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
            else
            {
                shown.Append(c);
            }
        }

        return shown.ToString();
    }

    private static bool IsHidden(UnicodeCategory category) => category is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
