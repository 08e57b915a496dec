namespace Node.Jobs.Pipeline.Dot;

/// <summary>Where the reader of a text is.</summary>
internal sealed class DotCursor(DotLexer lexer, DotFaults faults)
{
    /// <summary>The code of everything that is not DOT.</summary>
    public const string SyntaxCode = "dot.syntax";

    /// <summary>The lexeme that is next.</summary>
    public DotToken Token { get; private set; } = lexer.Next();

    /// <summary>Moves on; the end is never left.</summary>
    public void Advance() => Token = Token.Kind == DotTokenKind.End ? Token : lexer.Next();

    /// <summary>Gives up on the rest.</summary>
    public void SkipToEnd() => Token = new DotToken(DotTokenKind.End, "", Token.Position);

    /// <summary>Takes an id; null, and a fault, when there is none.</summary>
    public string? TakeId(string what)
    {
        if (Token.Kind != DotTokenKind.Id)
        {
            var fix = Token.Kind == DotTokenKind.Keyword
                ? "put the keyword into double quotes" : "put the value into double quotes";
            faults.Add(Token.Position, SyntaxCode, $"{Token.Shown} where {what} is expected", fix);
            return null;
        }

        var text = Token.Text;
        Advance();
        return text;
    }
}
