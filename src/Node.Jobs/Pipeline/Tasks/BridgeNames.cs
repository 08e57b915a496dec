using System.Diagnostics.CodeAnalysis;
using Node.Core.Text;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Tasks;

/// <summary>What bridges may be called.</summary>
public static class BridgeNames
{
    /// <summary>The longest name, in characters. Default: 100.</summary>
    public const int NameCharsMax = 100;

    /// <summary>Reads a name: letters, digits, <c>-</c> and <c>_</c>; case does not matter.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The name in lower case.</param>
    /// <param name="problem">What was found and what is accepted.</param>
    public static bool TryRead(string text, [NotNullWhen(true)] out string? name, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        name = null;
        problem = null;
        if (text.Length is 0 or > NameCharsMax)
        {
            problem = text.Length == 0
                ? "is empty; accepted are letters, digits, - and _"
                : $"has {text.Length} characters, beyond the limit NameCharsMax of {NameCharsMax}";
            return false;
        }

        if (!text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            problem = $"found {Found.Quote(text)}, accepted are letters, digits, - and _";
            return false;
        }

        name = text.ToLowerInvariant();
        return true;
    }

    /// <summary>What to do about a name that no bridge has.</summary>
    /// <param name="name">The name.</param>
    /// <param name="known">The names there are.</param>
    public static string Advice(string name, IReadOnlyCollection<string> known)
    {
        const int ShownMax = 20;
        ArgumentNullException.ThrowIfNull(known);
        if (Suggestion.For(name, known) is { } near)
        {
            return $"did you mean {near}?";
        }

        var shown = string.Join(", ", known.Order(StringComparer.Ordinal).Take(ShownMax));
        return known.Count == 0 ? "there are no bridges yet: create it first"
            : $"create it first; the bridges are: {shown}{(known.Count > ShownMax ? $" and {known.Count - ShownMax} more" : "")}";
    }
}
