namespace Node.Jobs.Pipeline;

/// <summary>A place in a text.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">Character in the line, from 1.</param>
public readonly record struct SourcePosition(int Line, int Column)
{
    /// <summary>The first character of a text.</summary>
    public static SourcePosition Start => new(1, 1);

    /// <summary>Where this place is in a larger text in which the smaller one begins at <paramref name="origin"/>.</summary>
    public SourcePosition From(SourcePosition origin) =>
        new(origin.Line + Line - 1, Line == 1 ? origin.Column + Column - 1 : Column);
}
