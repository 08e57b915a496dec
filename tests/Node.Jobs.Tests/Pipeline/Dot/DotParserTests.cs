using CsCheck;
using Node.Jobs.Pipeline;
using Node.Jobs.Pipeline.Dot;
using Node.Testing;
using Xunit;

namespace Node.Jobs.Tests.Pipeline.Dot;

public sealed class DotParserTests
{
    [Theory]
    [InlineData("a [type=memo value=1]", "a[type=memo|value=1]")]
    [InlineData("a [type=memo, value=1;] ;", "a[type=memo|value=1]")]
    [InlineData("a [type=memo][value=1]", "a[type=memo|value=1]")]
    [InlineData("a [x=1] a [x=2 y=3]", "a[x=2|y=3]")]
    [InlineData("a []", "a[]")]
    [InlineData("a -> b -> c", "a[]\nb[]\nc[]\na->b\nb->c")]
    [InlineData("a -- b", "a[]\nb[]\na->b")]
    [InlineData("a -> b; a -> b [color=red]", "a[]\nb[]\na->b")]
    [InlineData("a:p:n -> b:s", "a[]\nb[]\na->b")]
    [InlineData("node [shape=box] edge [x=1] graph [y=2] rankdir=LR; a", "a[]")]
    [InlineData("NODE [x=1] Graph [y=1] a", "a[]")]
    [InlineData("c -> {c=1 d}", "c[]\nd[]\nc->d")]
    [InlineData("subgraph cluster_0 { a -> b } -> c", "a[]\nb[]\nc[]\na->b\na->c\nb->c")]
    [InlineData("a b {a b} -> c", "a[]\nb[]\nc[]\na->c\nb->c")]
    [InlineData("{a {b}} -> {c d}", "a[]\nb[]\nc[]\nd[]\na->c\na->d\nb->c\nb->d")]
    [InlineData("subGraph { a } Subgraph x { b }", "a[]\nb[]")]
    [InlineData("a [x=\"q \\\"w\\\" \\\\ \\n \\t \\x41\\u00e9\\101 \\xC3\\xA9\"]", "a[x=q \"w\" \\ \n \t AéA é]")]
    [InlineData("a [x=\"one\ntwo \\\"three\\\"\"]", "a[x=one\ntwo \"three\"]")]
    [InlineData("a [x=<A\\n\nB>]", "a[x=A\\n\nB]")]
    [InlineData("a [x=<>]", "a[x=<>]")]
    [InlineData("a [x=<one <two> three>]", "a[x=<one <two> three>]")]
    [InlineData("a [x=\"<A>\"]", "a[x=\"<A>\"]")]
    [InlineData("a [x=-1.5 y=.5 z=5. w=-.5]", "a[x=-1.5|y=.5|z=5.|w=-.5]")]
    [InlineData("é_1 [x=ключ]", "é_1[x=ключ]")]
    [InlineData("\"node\" [x=1] // edge\n# a\n/* b\n*/ node1", "node[x=1]\nnode1[]")]
    [InlineData("a [x=<http://u # v /* w */>] # rest", "a[x=http://u # v /* w */]")]
    [InlineData("1 -> 2.5", "1[]\n2.5[]\n1->2.5")]
    public void Text_is_read(string text, string expected)
    {
        var graph = DotParser.Parse(text, SourcePosition.Start);
        Assert.True(graph.IsWhole, string.Join('\n', graph.Faults));
        Assert.Equal(expected, DotText.Describe(graph));
    }

    [Theory]
    [InlineData("a [flag value=1]", "1:9 dot.syntax")]
    [InlineData("a\n  [type=]", "2:9 dot.syntax")]
    [InlineData("a [=x]", "1:4 dot.syntax")]
    [InlineData("a [type=memo", "1:3 dot.syntax")]
    [InlineData("a [type=\"memo]", "1:9 dot.syntax|1:3 dot.syntax")]
    [InlineData("a [x=<b]", "1:6 dot.syntax|1:3 dot.syntax")]
    [InlineData("a }", "1:3 dot.syntax")]
    [InlineData("{ a", "1:1 dot.syntax")]
    [InlineData("a;;b", "1:3 dot.syntax")]
    [InlineData("a-b [x=1]", "1:2 dot.syntax")]
    [InlineData("a [x=http://y]\nb", "1:10 dot.syntax|1:3 dot.syntax")]
    [InlineData("digraph { a }", "1:1 dot.syntax")]
    [InlineData("strict digraph x {\n a [=1]\n}", "1:1 dot.syntax|2:5 dot.syntax")]
    [InlineData("a -> ", "1:6 dot.syntax")]
    [InlineData("a -> -> b", "1:6 dot.syntax")]
    [InlineData("a -> b -> b", "1:8 graph.self-edge")]
    [InlineData("a [x='1']", "1:6 dot.syntax|1:8 dot.syntax")]
    [InlineData("a /* b", "1:3 dot.syntax")]
    [InlineData("subgraph x", "1:11 dot.syntax")]
    public void Faults_have_their_place(string text, string expected)
    {
        var graph = DotParser.Parse(text, SourcePosition.Start);
        var places = graph.Faults.Where(static f => !f.IsWarning).Select(static f => $"{f.Line}:{f.Column} {f.Code}");
        Assert.Equal(expected.Split('|').Order(), places.Order());
    }

    [Fact]
    public void Places_are_those_of_the_document_around_the_text()
    {
        var faults = DotParser.Parse("a [=x]\nb [=x]", new SourcePosition(10, 5)).Faults;
        Assert.Equal([(10, 8), (11, 4)], faults.Select(static f => (f.Line, f.Column)));
    }

    [Fact]
    public void A_text_with_an_escape_that_is_none_keeps_its_quotes_with_a_warning()
    {
        var graph = DotParser.Parse("a [x=\"\\n\\d\\$\"]", SourcePosition.Start);
        Assert.Equal("a[x=\"\\n\\d\\$\"]", DotText.Describe(graph));
        Assert.Equal("dot.escape", Assert.Single(graph.Faults, static f => f.IsWarning).Code);
    }

    [Fact]
    public void Every_fault_of_a_text_is_reported()
    {
        var graph = DotParser.Parse("a [x y=1]\nb [=1]\nc -> \n;\nd [x=1\ne [y=2]\n}", SourcePosition.Start);
        Assert.True(graph.Faults.Count >= 5, string.Join('\n', graph.Faults));
        Assert.Contains("y=1", DotText.Describe(graph), StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_are_named()
    {
        AssertLimit(new string(' ', DotLimits.SourceCharsMax + 1), "SourceCharsMax");
        AssertLimit(string.Join('\n', Enumerable.Range(0, DotLimits.TasksMax + 1).Select(static i => $"t{i}")), "TasksMax");
        AssertLimit(string.Concat(Enumerable.Repeat("{", DotLimits.DepthMax + 1)) + "a" + string.Concat(Enumerable.Repeat("}", DotLimits.DepthMax + 1)), "DepthMax");
        var left = string.Join(' ', Enumerable.Range(0, 21).Select(static i => $"a{i}"));
        var right = string.Join(' ', Enumerable.Range(0, 20).Select(static i => $"b{i}"));
        AssertLimit($"{{{left}}} -> {{{right}}}", "EdgesMax");
        Assert.True(DotParser.Parse($"{{{left[4..]}}} -> {{{right}}}", SourcePosition.Start).IsWhole);
        Assert.InRange(DotParser.Parse(string.Concat(Enumerable.Repeat("[\n", 5000)), SourcePosition.Start).Faults.Count, 1, DotLimits.FaultsMax);
    }

    [Fact]
    public void What_was_written_is_read_back()
    {
        var name = Gen.String[Gen.Char["ab1_.é -\"\\\n"], 1, 6];
        var value = Gen.String[Gen.Char["ab<>$(){}[]\"\\\n;,=#/*é"], 0, 12].Where(static v => v is not ['<', .., '>']);
        var attributes = Gen.Select(name, value).Array[0, 4].Select(static a => a.DistinctBy(static p => p.Item1).ToArray());
        Gen.Select(Gen.Select(name, attributes).Array[1, 6], Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5]).Array[0, 8]).Sample((drawn, arrows) =>
        {
            var nodes = drawn.DistinctBy(static n => n.Item1).ToArray();
            var edges = arrows.Select(a => (nodes[a.Item1 % nodes.Length].Item1, nodes[a.Item2 % nodes.Length].Item1))
                .Where(static e => e.Item1 != e.Item2).Distinct().ToArray();
            var graph = DotParser.Parse(DotText.Write(nodes, edges), SourcePosition.Start);
            var expected = string.Join('\n', [
                .. nodes.Select(static n => $"{n.Item1}[{string.Join('|', n.Item2.Select(static a => a.Item1 + "=" + a.Item2))}]"),
                .. edges.Select(static e => $"{e.Item1}->{e.Item2}"),
            ]);
            return graph.IsWhole && DotText.Describe(graph) == expected;
        }, iter: TestScale.Pick(10_000, 100_000));
    }

    private static void AssertLimit(string text, string limit) => Assert.Contains(
        DotParser.Parse(text, SourcePosition.Start).Faults, f => f.Code == "pipeline.limit" && f.Problem.Contains(limit, StringComparison.Ordinal));
}
