using System.Diagnostics;

namespace Node.Core.Config;

/// <summary>A text that is never shown: not in logs, messages, dumps or debuggers' lists.</summary>
/// <param name="text">The text to keep.</param>
[DebuggerDisplay("***")]
public sealed class Secret(string text)
{
    /// <summary>What stands in its place wherever it would be shown.</summary>
    public const string Shown = "***";

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _text = text;

    /// <summary>Whether nothing was given: the text is empty.</summary>
    public bool IsEmpty => _text.Length == 0;

    /// <summary>The text itself, for the one who needs it; never for a log or a message.</summary>
    public string Reveal() => _text;

    /// <summary>Always <see cref="Shown"/>.</summary>
    public override string ToString() => Shown;
}
