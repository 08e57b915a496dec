using System.Text.RegularExpressions;

namespace Node.ArchitectureTests.Sources;

/// <summary>The types and members of a C# file, read from its braces.</summary>
internal sealed partial class CodeOutline
{
    private readonly SourceFile _file;
    private readonly string _code;
    private readonly List<TypeDeclaration> _types = [];
    private readonly List<MemberBody> _members = [];
    private readonly Stack<Block> _open = new();

    private CodeOutline(SourceFile file)
    {
        _file = file;
        _code = file.CSharp.Code;
    }

    /// <summary>All types of the file.</summary>
    public IReadOnlyList<TypeDeclaration> Types => _types;

    /// <summary>All members with bodies.</summary>
    public IReadOnlyList<MemberBody> Members => _members;

    /// <summary>Reads the outline of a file.</summary>
    public static CodeOutline Of(SourceFile file)
    {
        var outline = new CodeOutline(file);
        outline.Read();
        return outline;
    }

    private bool InCode => _open.Count > 0 && _open.Peek().Kind is BlockKind.Body;

    private void Read()
    {
        var header = 0;
        var parens = 0;
        for (var at = 0; at < _code.Length; at++)
        {
            switch (_code[at])
            {
                case '(' or '[':
                    parens++;
                    break;
                case ')' or ']':
                    parens--;
                    break;
                case '{' when InCode || parens > 0:
                    _open.Push(new Block(BlockKind.Body, 0, ""));
                    break;
                case '{':
                    Open(header, at);
                    header = at + 1;
                    break;
                case '}' when _open.Count > 0:
                    Close(at);
                    header = InCode || parens > 0 ? header : at + 1;
                    break;
                case ';' when !InCode && parens == 0:
                    EndStatement(header, at);
                    header = at + 1;
                    break;
            }
        }
    }

    private void Open(int from, int at)
    {
        var (text, start) = Header(from, at);
        if (TypeHeader().Match(text) is { Success: true } type)
        {
            AddType(type.Groups["name"].Value, start);
            _open.Push(new Block(BlockKind.Type, start, ""));
        }
        else if (NamespaceHeader().IsMatch(text))
        {
            _open.Push(new Block(BlockKind.Namespace, start, ""));
        }
        else
        {
            _open.Push(new Block(BlockKind.Body, start, IsMember(text) ? text : ""));
        }
    }

    private void Close(int at)
    {
        var block = _open.Pop();
        if (block.Header.Length > 0)
        {
            AddMember(block.Header, block.Start, at);
        }
    }

    private void EndStatement(int from, int at)
    {
        var (text, start) = Header(from, at);
        if (TypeHeader().Match(text) is { Success: true } type)
        {
            AddType(type.Groups["name"].Value, start);
        }
        else if (DelegateHeader().Match(text) is { Success: true } named)
        {
            AddType(named.Groups["name"].Value, start);
        }
        else if (text.Contains("=>", StringComparison.Ordinal) && IsMember(text))
        {
            AddMember(text, start, at);
        }
    }

    private void AddType(string name, int start)
    {
        var isTopLevel = _open.All(block => block.Kind is BlockKind.Namespace);
        if (name.Length > 0) // a block of extension members has no name of its own
        {
            _types.Add(new TypeDeclaration(name, _file.LineAt(start), isTopLevel));
        }
    }

    private void AddMember(string header, int start, int end) => _members.Add(
        new MemberBody(MemberName().Match(header).Value, _file.LineAt(start), _file.LineAt(end) - _file.LineAt(start) + 1));

    // What stands before a brace or semicolon, without the attributes in front.
    private (string Text, int Start) Header(int from, int to)
    {
        var start = from;
        while (true)
        {
            while (start < to && char.IsWhiteSpace(_code[start]))
            {
                start++;
            }

            if (start >= to || _code[start] != '[')
            {
                return (_code[start..to], start);
            }

            for (var depth = 0; start < to;)
            {
                var sign = _code[start++];
                depth += sign == '[' ? 1 : sign == ']' ? -1 : 0;
                if (depth == 0)
                {
                    break;
                }
            }
        }
    }

    // A field with an initialiser is a table, and may be long.
    private static bool IsMember(string header) =>
        header.Trim().Length > 0 && (Assignment().Match(header) is not { Success: true } assignment
            || header.IndexOf('(', StringComparison.Ordinal) is var paren and >= 0 && paren < assignment.Index);

    private enum BlockKind
    {
        Namespace,
        Type,
        Body,
    }

    private sealed record Block(BlockKind Kind, int Start, string Header);

    [GeneratedRegex("""
        ^(?:(?:public|internal|private|protected|static|sealed|abstract|readonly|partial|ref|unsafe|file|new)\s+)*
        (?:(?:class|struct|interface|enum|record\s+class|record\s+struct|record)\s+(?<name>\w+)|extension\s*[(<](?<name>))
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex TypeHeader();

    [GeneratedRegex("""^(?:(?:public|internal|private|protected|file)\s+)*delegate\s[^(]*?\b(?<name>\w+)\s*(?:<[^(]*>)?\s*\(""")]
    private static partial Regex DelegateHeader();

    [GeneratedRegex("""^namespace\s""")]
    private static partial Regex NamespaceHeader();

    [GeneratedRegex("""(?<![=!<>])=(?![=>])""")]
    private static partial Regex Assignment();

    [GeneratedRegex("""\w+(?=\s*(?:<[^(]*>)?\s*\()|\w+(?=\s*(?:=>|$))""")]
    private static partial Regex MemberName();
}
