using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Dot;

/// <summary>A lexeme.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The value of an id, the name of a keyword, otherwise as written.</param>
/// <param name="Position">Where it begins.</param>
internal readonly record struct DotToken(DotTokenKind Kind, string Text, SourcePosition Position)
{
    /// <summary>For messages.</summary>
    public string Shown => Kind switch
    {
        DotTokenKind.End => "the end of the text",
        DotTokenKind.Keyword => $"the keyword {Text}",
        _ => Found.Quote(Text),
    };
}
