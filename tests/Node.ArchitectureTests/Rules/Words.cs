namespace Node.ArchitectureTests.Rules;

/// <summary>Finds whole words.</summary>
internal static class Words
{
    /// <summary>Where the word first stands as a whole and with its case, or -1.</summary>
    public static int Find(string text, string word, int from = 0)
    {
        for (var at = text.IndexOf(word, from, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if (!IsWordSign(text, at - 1) && !IsWordSign(text, at + word.Length))
            {
                return at;
            }
        }

        return -1;
    }

    private static bool IsWordSign(string text, int at) =>
        at >= 0 && at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] == '_');
}
