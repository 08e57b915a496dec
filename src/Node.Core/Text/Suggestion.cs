namespace Node.Core.Text;

/// <summary>"Did you mean": the known name closest to a mistyped one.</summary>
public static class Suggestion
{
    /// <summary>The longest name that is compared.</summary>
    public const int CharsMax = 64;

    /// <summary>
    /// The name among <paramref name="known"/> that <paramref name="found"/> most likely stands for: the smallest edit distance,
    /// without regard to case, of at most a third of the name's length; null when none is that close.
    /// </summary>
    public static string? For(string found, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(known);
        if (found.Length is 0 or > CharsMax)
        {
            return null;
        }

        string? best = null;
        var bestDistance = int.MaxValue;
        foreach (var name in known)
        {
            var distance = name.Length > CharsMax ? int.MaxValue : Distance(found.ToLowerInvariant(), name.ToLowerInvariant());
            if (distance < bestDistance && distance <= Math.Max(1, name.Length / 3))
            {
                (best, bestDistance) = (name, distance);
            }
        }

        return best;
    }

    // Edits are insertion, deletion, replacement and the exchange of two neighbours (optimal string alignment).
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            rows[i, 0] = i;
        }

        for (var j = 0; j <= b.Length; j++)
        {
            rows[0, j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[a.Length, b.Length];
    }
}
