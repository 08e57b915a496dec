namespace Node.Jobs.Pipeline.Dot;

/// <summary>
/// Reads the statements between the braces of a DOT graph by recursive descent. After a fault it goes on at the next statement,
/// so that all
/// faults of a text come at once.
/// </summary>
internal sealed class DotParser
{
    private const string SyntaxCode = DotCursor.SyntaxCode;
    private const string LimitCode = "pipeline.limit";

    private readonly DotCursor _cursor;
    private readonly DotAttributeParser _attributes;
    private readonly DotFaults _faults;
    private readonly DotGraphBuilder _graph;
    private int _depth;
    private bool _isTooDeep;

    private DotParser(string source, DotFaults faults)
    {
        _cursor = new DotCursor(new DotLexer(source, faults), faults);
        _attributes = new DotAttributeParser(_cursor, faults);
        _faults = faults;
        _graph = new DotGraphBuilder(faults);
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
            if (_cursor.Token.Kind == DotTokenKind.End || _faults.IsFull)
            {
                return;
            }

            _faults.Add(_cursor.Token.Position, SyntaxCode, "a closing brace without an opening one", "remove it, or open the group with {");
            _cursor.Advance();
        }
    }

    /// <summary>Reads statements until a closing brace or the end; the nodes mentioned are added to <paramref
    /// name="group"/>.</summary>
    private void Statements(HashSet<DotNode>? group)
    {
        while (_cursor.Token.Kind is not (DotTokenKind.End or DotTokenKind.BraceClose) && !_faults.IsFull && !_graph.IsFull)
        {
            if (Statement(group) && _cursor.Token.Kind == DotTokenKind.Semicolon)
            {
                _cursor.Advance();
            }
        }

        if (_graph.IsFull)
        {
            _cursor.SkipToEnd();
        }
    }

    private bool Statement(HashSet<DotNode>? group)
    {
        switch (_cursor.Token.Kind)
        {
            case DotTokenKind.Keyword when _cursor.Token.Text is "node" or "edge" or "graph":
                _cursor.Advance();
                _attributes.Lists(null);
                return true;
            case DotTokenKind.Keyword when _cursor.Token.Text == "subgraph":
            case DotTokenKind.BraceOpen:
            case DotTokenKind.Id:
                return EdgesOrNode(group);
            case DotTokenKind.Keyword when _cursor.Token.Text is "digraph" or "strict":
                return Wrapping();
            case DotTokenKind.Keyword:
                return Fail($"{_cursor.Token.Shown} cannot stand here", "put it into double quotes to use it as a name");
            default:
                return Fail(
                    $"{_cursor.Token.Shown} where a task or an edge is expected", "write  name [type=…]  or  name -> name");
        }
    }

    /// <summary>Reports the head of a whole graph and goes on with its statements as a group.</summary>
    private bool Wrapping()
    {
        _faults.Add(_cursor.Token.Position, SyntaxCode, $"{_cursor.Token.Shown} begins a graph of its own", "write only the statements, without  digraph { }");
        while (_cursor.Token is { Kind: DotTokenKind.Keyword, Text: "digraph" or "strict" or "graph" } or { Kind: DotTokenKind.Id })
        {
            _cursor.Advance();
        }

        return true;
    }

    private bool EdgesOrNode(HashSet<DotNode>? group)
    {
        var first = _cursor.Token;
        var isId = first.Kind == DotTokenKind.Id;
        var isNew = isId && !_graph.Knows(first.Text);
        var left = End(isId ? null : group);
        if (left is null)
        {
            return false;
        }

        if (isId && _cursor.Token.Kind == DotTokenKind.Equal)
        {
            if (isNew)
            {
                _graph.Forget(left[0]);
            }

            _cursor.Advance();
            return _cursor.TakeId("a value") is not null; // an attribute of the graph: it means nothing here
        }

        if (isId)
        {
            group?.Add(left[0]);
        }

        if (_cursor.Token.Kind == DotTokenKind.Arrow)
        {
            return Edges(left, group);
        }

        if (isId)
        {
            var node = left[0];
            node.Position = node.IsDeclared ? node.Position : first.Position;
            node.IsDeclared = true;
            _attributes.Lists(node);
        }

        return true;
    }

    private bool Edges(IReadOnlyList<DotNode> left, HashSet<DotNode>? group)
    {
        while (_cursor.Token.Kind == DotTokenKind.Arrow)
        {
            var arrow = _cursor.Token.Position;
            _cursor.Advance();
            var right = _cursor.Token.Kind is DotTokenKind.Id or DotTokenKind.BraceOpen
                || _cursor.Token is { Kind: DotTokenKind.Keyword, Text: "subgraph" }
                ? End(group) : null;
            if (right is null)
            {
                return Fail($"{_cursor.Token.Shown} after an arrow", "name the task that the arrow leads to");
            }

            _graph.Connect(left, right, arrow);
            left = right;
        }

        _attributes.Lists(null);
        return true;
    }

    /// <summary>One end of an edge: a node, or all nodes mentioned in a group.</summary>
    private IReadOnlyList<DotNode>? End(HashSet<DotNode>? group)
    {
        if (_cursor.Token.Kind == DotTokenKind.Id)
        {
            var node = _graph.Mention(_cursor.Token.Text, _cursor.Token.Position);
            group?.Add(node);
            _cursor.Advance();
            Port();
            return [node];
        }

        var start = _cursor.Token;
        if (start.Kind == DotTokenKind.Keyword)
        {
            _cursor.Advance();
            if (_cursor.Token.Kind == DotTokenKind.Id)
            {
                _cursor.Advance();
            }
        }

        if (_cursor.Token.Kind != DotTokenKind.BraceOpen)
        {
            Fail($"{_cursor.Token.Shown} where the {{ of a group is expected", "write  subgraph name { … }");
            return null;
        }

        if (_depth == DotLimits.DepthMax)
        {
            _faults.Add(start.Position, LimitCode, $"groups nested beyond the limit DepthMax of {DotLimits.DepthMax}", "use fewer groups");
            _isTooDeep = true;
            _cursor.SkipToEnd();
            return null;
        }

        _cursor.Advance();
        _depth++;
        var inside = new HashSet<DotNode>();
        Statements(inside);
        _depth--;
        if (_cursor.Token.Kind == DotTokenKind.BraceClose)
        {
            _cursor.Advance();
        }
        else if (!_graph.IsFull && !_isTooDeep) // what was passed over may well have closed it
        {
            _faults.Add(start.Position, SyntaxCode, "a group that is not closed", "close it with }");
        }

        group?.UnionWith(inside);
        return [.. inside];
    }

    private void Port()
    {
        while (_cursor.Token.Kind == DotTokenKind.Colon)
        {
            _cursor.Advance();
            if (_cursor.TakeId("a port") is null)
            {
                return;
            }
        }
    }

    /// <summary>Reports, and goes on with the next line or after the next semicolon.</summary>
    private bool Fail(string problem, string fix)
    {
        _faults.Add(_cursor.Token.Position, SyntaxCode, problem, fix);
        var line = _cursor.Token.Position.Line;
        do
        {
            _cursor.Advance();
        }
        while (_cursor.Token.Kind is not (DotTokenKind.End or DotTokenKind.BraceClose or DotTokenKind.Semicolon)
            && _cursor.Token.Position.Line == line);

        if (_cursor.Token.Kind == DotTokenKind.Semicolon)
        {
            _cursor.Advance();
        }

        return false;
    }
}
