namespace Node.Jobs.Pipeline.Dot;

/// <summary>The lexemes of DOT.</summary>
internal enum DotTokenKind
{
    /// <summary>Nothing is left.</summary>
    End,

    /// <summary>A bare word, number, quoted text or text in angle brackets.</summary>
    Id,

    /// <summary>node, edge, graph, digraph, subgraph or strict, lower case in <see cref="DotToken.Text"/>.</summary>
    Keyword,

    /// <summary>Opening brace.</summary>
    BraceOpen,

    /// <summary>Closing brace.</summary>
    BraceClose,

    /// <summary>Opening bracket.</summary>
    BracketOpen,

    /// <summary>Closing bracket.</summary>
    BracketClose,

    /// <summary>Equals sign.</summary>
    Equal,

    /// <summary>Semicolon.</summary>
    Semicolon,

    /// <summary>Comma.</summary>
    Comma,

    /// <summary>Colon.</summary>
    Colon,

    /// <summary><c>-&gt;</c> or <c>--</c>.</summary>
    Arrow,
}
