namespace Node.Core.Config;

/// <summary>Which environment variables are configuration, and for which key.</summary>
internal static class EnvironmentKeys
{
    public const string Prefix = "NODE_";

    /// <summary>
    /// Key to value. <c>NODE_Chains__0__ChainId</c> is the key <c>Chains:0:ChainId</c>. Others use the prefix too: Node.js
    /// (<c>NODE_OPTIONS</c>) and clusters (<c>NODE_NAME</c>). So a variable in capitals without <c>__</c> counts only if it is a root key.
    /// </summary>
    public static Dictionary<string, string?> Read(IReadOnlyDictionary<string, string> environment, IEnumerable<string> rootKeys)
    {
        var known = rootKeys.ToHashSet(StringComparer.OrdinalIgnoreCase);
        Dictionary<string, string?> values = new(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in environment.OrderBy(variable => variable.Key, StringComparer.Ordinal))
        {
            if (!name.StartsWith(Prefix, StringComparison.Ordinal) || name.Length == Prefix.Length)
            {
                continue;
            }

            var rest = name[Prefix.Length..];
            var isForeign = !rest.Contains("__", StringComparison.Ordinal) && !rest.Any(char.IsAsciiLetterLower) && !known.Contains(rest);
            if (!isForeign)
            {
                values[rest.Replace("__", ":", StringComparison.Ordinal)] = value;
            }
        }

        return values;
    }

    /// <summary>The variable that sets <paramref name="key"/>.</summary>
    public static string VariableFor(string key) => Prefix + key.Replace(":", "__", StringComparison.Ordinal);
}
