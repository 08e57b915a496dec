namespace Node.Jobs.Pipeline.Tasks.Text;

/// <summary>Capital and small letters by the simple mappings of Unicode: one letter becomes one letter, in every
/// place and language the same.</summary>
internal static class TextCase
{
    /// <summary>In small letters.</summary>
    public static string Lower(string text) => text
        .Replace('\u0130', 'i') // the invariant culture leaves the letters that would become ASCII as they are
        .Replace('\u212a', 'k')
        .ToLowerInvariant();

    /// <summary>In capital letters.</summary>
    public static string Upper(string text) => text
        .Replace('\u0131', 'I')
        .Replace('\u017f', 'S')
        .ToUpperInvariant();
}
