using System.Diagnostics.CodeAnalysis;

namespace Node.Jobs.Types.Webhook.Initiators;

/// <summary>What a name of an external initiator may be.</summary>
public static class InitiatorName
{
    /// <summary>The longest name, in characters.</summary>
    public const int CharsMax = 100;

    /// <summary>The rule in words.</summary>
    public const string Rule = "a name has 1 to 100 letters, digits, '_' or '-'";

    /// <summary>Reads a name; it counts without regard to case.</summary>
    /// <param name="text">As written.</param>
    /// <param name="name">Lower case.</param>
    public static bool TryRead(string? text, [NotNullWhen(true)] out string? name)
    {
        name = text is { Length: > 0 and <= CharsMax } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? text.ToLowerInvariant() : null;
        return name is not null;
    }
}
