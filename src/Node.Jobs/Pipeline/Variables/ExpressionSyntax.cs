using System.Diagnostics.CodeAnalysis;

namespace Node.Jobs.Pipeline.Variables;

/// <summary>Where <c>$(…)</c> stands in the text of an attribute.</summary>
internal static class ExpressionSyntax
{
    /// <summary>Whether the whole text is one expression; then its path comes back.</summary>
    public static bool TryWhole(string text, [NotNullWhen(true)] out string? path)
    {
        var trimmed = text.AsSpan().Trim();
        path = null;
        if (!trimmed.StartsWith("$(", StringComparison.Ordinal) || !trimmed.EndsWith(")", StringComparison.Ordinal)
            || trimmed[1..].Contains('$'))
        {
            return false;
        }

        var inner = trimmed[2..^1].Trim();
        path = inner.IsEmpty ? null : inner.ToString();
        return path is not null;
    }

    /// <summary>Whether an embedded expression begins at the start of the text; then its path and length come back.</summary>
    /// <remarks>An embedded path has only letters, digits, <c>_</c> and <c>.</c> (ASCII).</remarks>
    public static bool TryEmbedded(ReadOnlySpan<char> text, out ReadOnlySpan<char> path, out int length)
    {
        path = default;
        length = 0;
        if (!text.StartsWith("$(", StringComparison.Ordinal))
        {
            return false;
        }

        var at = SkipSpace(text, 2);
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '.'))
        {
            at++;
        }

        path = text[start..at];
        at = SkipSpace(text, at);
        if (path.IsEmpty || at >= text.Length || text[at] != ')')
        {
            return false;
        }

        length = at + 1;
        return true;
    }

    /// <summary>The names that the text refers to: the first segment of every expression in it.</summary>
    public static IEnumerable<string> NamesIn(string text)
    {
        if (TryWhole(text, out var whole))
        {
            yield return FirstSegment(whole);
            yield break;
        }

        for (var at = text.IndexOf("$(", StringComparison.Ordinal); at >= 0; at = text.IndexOf("$(", at + 2, StringComparison.Ordinal))
        {
            if (TryEmbedded(text.AsSpan(at), out var path, out _))
            {
                yield return FirstSegment(path.ToString());
            }
        }
    }

    private static string FirstSegment(string path)
    {
        var point = path.IndexOf('.', StringComparison.Ordinal);
        return point < 0 ? path : path[..point];
    }

    private static int SkipSpace(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t' or '\n' or '\r' or '\f')
        {
            at++;
        }

        return at;
    }
}
