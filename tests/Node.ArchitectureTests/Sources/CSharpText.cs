namespace Node.ArchitectureTests.Sources;

/// <summary>C# with its comments, directives and literals told apart from its code.</summary>
/// <remarks>Not a compiler: it knows just enough of the lexical rules for checks that read names and braces.</remarks>
internal sealed class CSharpText
{
    private CSharpText(string code, IReadOnlyList<TextLiteral> literals)
    {
        Code = code;
        Literals = literals;
    }

    /// <summary>The source with comments, directives and the inside of literals blanked: as long and with the same lines.</summary>
    public string Code { get; }

    /// <summary>All string literals in order, also those in holes of others.</summary>
    public IReadOnlyList<TextLiteral> Literals { get; }

    /// <summary>Reads a source.</summary>
    public static CSharpText Of(string source)
    {
        var scanner = new CSharpScanner(source);
        scanner.ScanAll();
        return new CSharpText(scanner.Code, [.. scanner.Literals.OrderBy(literal => literal.Start)]);
    }
}
