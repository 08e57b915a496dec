namespace Node.Jobs.Pipeline.Dot;

/// <summary>
/// Reads the statements between the braces of a DOT graph by recursive descent. After a fault it goes on at the next statement, so that all
/// faults of a text come at once.
/// </summary>
internal sealed class DotParser
{
    private const string SyntaxCode = "dot.syntax";
    private const string LimitCode = "pipeline.limit";

    private readonly DotLexer _lexer;
    private readonly DotFaults _faults;
    private readonly DotGraphBuilder _graph;
    private DotToken _token;
    private int _depth;

    private DotParser(string source, DotFaults faults)
    {
        _lexer = new DotLexer(source, faults);
        _faults = faults;
        _graph = new DotGraphBuilder(faults);
        _token = _lexer.Next();
    }

    /// <summary>Reads a pipeline text: what would stand between <c>digraph {</c> and <c>}</c>.</summary>
    public static DotGraph Parse(string source, SourcePosition origin)
    {
        ArgumentNullException.ThrowIfNull(source);
        var faults = new DotFaults(origin);
        if (source.Length > DotLimits.SourceCharsMax)
        {
            faults.Add(
                SourcePosition.Start,
                LimitCode,
                $"the text has {source.Length} characters, the limit SourceCharsMax is {DotLimits.SourceCharsMax}",
                "split the pipeline into several jobs");
            return new DotGraph([], [], faults.All);
        }

        var parser = new DotParser(source, faults);
        parser.StatementsToEnd();
        return parser._graph.Build();
    }

    private void StatementsToEnd()
    {
        while (true)
        {
            Statements(null);
            if (_token.Kind == DotTokenKind.End || _faults.IsFull)
            {
                return;
            }

            _faults.Add(_token.Position, SyntaxCode, "a closing brace without an opening one", "remove it, or open the group with {");
            Advance();
        }
    }

    /// <summary>Reads statements until a closing brace or the end; the nodes mentioned are added to <paramref name="group"/>.</summary>
    private void Statements(HashSet<DotNode>? group)
    {
        while (_token.Kind is not (DotTokenKind.End or DotTokenKind.BraceClose) && !_faults.IsFull && !_graph.IsFull)
        {
            if (Statement(group) && _token.Kind == DotTokenKind.Semicolon)
            {
                Advance();
            }
        }

        if (_graph.IsFull)
        {
            SkipToEnd();
        }
    }

    private bool Statement(HashSet<DotNode>? group)
    {
        switch (_token.Kind)
        {
            case DotTokenKind.Keyword when _token.Text is "node" or "edge" or "graph":
                Advance();
                AttributeLists(null);
                return true;
            case DotTokenKind.Keyword when _token.Text == "subgraph":
            case DotTokenKind.BraceOpen:
            case DotTokenKind.Id:
                return EdgesOrNode(group);
            case DotTokenKind.Keyword:
                return Fail($"{_token.Shown} cannot stand here", "put it into double quotes to use it as a name; the text goes without digraph { }");
            default:
                return Fail($"{_token.Shown} where a task or an edge is expected", "write  name [type=…]  or  name -> name");
        }
    }

    private bool EdgesOrNode(HashSet<DotNode>? group)
    {
        var first = _token;
        var left = End(group);
        if (left is null)
        {
            return false;
        }

        if (first.Kind == DotTokenKind.Id && _token.Kind == DotTokenKind.Equal)
        {
            _graph.Forget(left, group);
            Advance();
            return TakeId("a value") is not null; // an attribute of the graph: it means nothing here
        }

        if (_token.Kind == DotTokenKind.Arrow)
        {
            return Edges(left, group);
        }

        if (first.Kind == DotTokenKind.Id)
        {
            var node = left[0];
            node.Position = node.IsDeclared ? node.Position : first.Position;
            node.IsDeclared = true;
            AttributeLists(node);
        }

        return true;
    }

    private bool Edges(IReadOnlyList<DotNode> left, HashSet<DotNode>? group)
    {
        while (_token.Kind == DotTokenKind.Arrow)
        {
            var arrow = _token.Position;
            Advance();
            var right = _token.Kind is DotTokenKind.Id or DotTokenKind.BraceOpen || _token is { Kind: DotTokenKind.Keyword, Text: "subgraph" }
                ? End(group) : null;
            if (right is null)
            {
                return Fail($"{_token.Shown} after an arrow", "name the task that the arrow leads to");
            }

            _graph.Connect(left, right, arrow);
            left = right;
        }

        AttributeLists(null);
        return true;
    }

    /// <summary>One end of an edge: a node, or all nodes mentioned in a group.</summary>
    private IReadOnlyList<DotNode>? End(HashSet<DotNode>? group)
    {
        if (_token.Kind == DotTokenKind.Id)
        {
            var node = _graph.Mention(_token.Text, _token.Position);
            group?.Add(node);
            Advance();
            Port();
            return [node];
        }

        var start = _token;
        if (start.Kind == DotTokenKind.Keyword)
        {
            Advance();
            if (_token.Kind == DotTokenKind.Id)
            {
                Advance();
            }
        }

        if (_token.Kind != DotTokenKind.BraceOpen)
        {
            Fail($"{_token.Shown} where the {{ of a group is expected", "write  subgraph name { … }");
            return null;
        }

        if (_depth == DotLimits.DepthMax)
        {
            _faults.Add(start.Position, LimitCode, $"groups nested beyond the limit DepthMax of {DotLimits.DepthMax}", "use fewer groups");
            SkipToEnd();
            return null;
        }

        Advance();
        _depth++;
        var inside = new HashSet<DotNode>();
        Statements(inside);
        _depth--;
        if (_token.Kind == DotTokenKind.BraceClose)
        {
            Advance();
        }
        else if (!_graph.IsFull)
        {
            _faults.Add(start.Position, SyntaxCode, "a group that is not closed", "close it with }");
        }

        group?.UnionWith(inside);
        return [.. inside];
    }

    private void Port()
    {
        while (_token.Kind == DotTokenKind.Colon)
        {
            Advance();
            if (TakeId("a port") is null)
            {
                return;
            }
        }
    }

    private void AttributeLists(DotNode? node)
    {
        while (_token.Kind == DotTokenKind.BracketOpen)
        {
            var open = _token.Position;
            Advance();
            while (_token.Kind is not (DotTokenKind.BracketClose or DotTokenKind.End) && !_faults.IsFull)
            {
                if (!Attribute(node) && !SkipInList(node))
                {
                    return;
                }

                if (_token.Kind is DotTokenKind.Comma or DotTokenKind.Semicolon)
                {
                    Advance();
                }
            }

            if (_token.Kind == DotTokenKind.End)
            {
                Damage(node);
                _faults.Add(open, SyntaxCode, "a list of attributes that is not closed", "close it with ]");
                return;
            }

            Advance();
        }
    }

    private bool Attribute(DotNode? node)
    {
        var name = _token;
        if (TakeId("the name of an attribute") is null)
        {
            return false;
        }

        if (_token.Kind != DotTokenKind.Equal)
        {
            _faults.Add(
                _token.Position, SyntaxCode, $"{_token.Shown} where the = of the attribute {name.Shown} is expected", "write  attribute=value");
            Damage(node);
            return _token.Kind is DotTokenKind.Id or DotTokenKind.Comma or DotTokenKind.Semicolon or DotTokenKind.BracketClose;
        }

        Advance();
        var value = _token;
        if (TakeId($"the value of the attribute {name.Shown}") is null)
        {
            return false;
        }

        node?.Set(new DotAttribute(name.Text, value.Text, name.Position, value.Position));
        return true;
    }

    /// <summary>Goes on inside the list after a fault; false when the list seems to have ended without its bracket.</summary>
    private bool SkipInList(DotNode? node)
    {
        Damage(node);
        var line = _token.Position.Line;
        while (_token.Kind is not (DotTokenKind.BracketClose or DotTokenKind.End or DotTokenKind.Comma or DotTokenKind.Semicolon))
        {
            if (_token.Kind is DotTokenKind.BracketOpen or DotTokenKind.BraceClose)
            {
                return false;
            }

            if (_token.Kind == DotTokenKind.Id && _token.Position.Line > line)
            {
                return true;
            }

            Advance();
        }

        return true;
    }

    private string? TakeId(string what)
    {
        if (_token.Kind != DotTokenKind.Id)
        {
            var fix = _token.Kind == DotTokenKind.Keyword ? "put the keyword into double quotes" : "put the value into double quotes";
            _faults.Add(_token.Position, SyntaxCode, $"{_token.Shown} where {what} is expected", fix);
            return null;
        }

        var text = _token.Text;
        Advance();
        return text;
    }

    /// <summary>Reports, and goes on with the next line or after the next semicolon.</summary>
    private bool Fail(string problem, string fix)
    {
        _faults.Add(_token.Position, SyntaxCode, problem, fix);
        var line = _token.Position.Line;
        do
        {
            Advance();
        }
        while (_token.Kind is not (DotTokenKind.End or DotTokenKind.BraceClose or DotTokenKind.Semicolon) && _token.Position.Line == line);

        if (_token.Kind == DotTokenKind.Semicolon)
        {
            Advance();
        }

        return false;
    }

    private void SkipToEnd() => _token = new DotToken(DotTokenKind.End, "", _token.Position);

    private void Advance() => _token = _token.Kind == DotTokenKind.End ? _token : _lexer.Next();

    private static void Damage(DotNode? node)
    {
        if (node is not null)
        {
            node.IsDamaged = true;
        }
    }
}
