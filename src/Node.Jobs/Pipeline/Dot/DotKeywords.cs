using System.Collections.Frozen;

namespace Node.Jobs.Pipeline.Dot;

/// <summary>The words that DOT keeps for itself, in the spellings that count.</summary>
internal static class DotKeywords
{
    private static readonly FrozenDictionary<string, string> Spellings = Build();

    /// <summary>The keyword in lower case; null when the word is an ordinary one.</summary>
    public static string? Find(string word) => Spellings.GetValueOrDefault(word);

    private static FrozenDictionary<string, string> Build()
    {
        var spellings = new Dictionary<string, string>(StringComparer.Ordinal) { ["diGraph"] = "digraph", ["subGraph"] = "subgraph" };
        foreach (var keyword in new[] { "node", "edge", "graph", "digraph", "subgraph", "strict" })
        {
            spellings[keyword] = keyword;
            spellings[keyword.ToUpperInvariant()] = keyword;
            spellings[char.ToUpperInvariant(keyword[0]) + keyword[1..]] = keyword;
        }

        return spellings.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
