using CsCheck;
using Node.Jobs.Pipeline;
using Node.Jobs.Pipeline.Graph;
using Node.Testing;
using Xunit;

namespace Node.Jobs.Tests.Pipeline.Graph;

public sealed class PipelineCompilerTests
{
    [Theory]
    [InlineData(" \n ", "1:1 pipeline.empty")]
    [InlineData("rankdir=LR", "1:1 pipeline.empty")]
    [InlineData("a", "1:1 task.no-type")]
    [InlineData("a [Type=memo value=1]", "1:4 task.no-type")]
    [InlineData("a [type=memmo value=1]", "1:9 task.unknown-type")]
    [InlineData("price [type=memo value=1]\nprice -> b", "2:10 task.undeclared")]
    [InlineData("input [type=memo value=1]", "1:1 task.reserved-name")]
    [InlineData("\"a.b\" [type=memo value=1]", "1:1 task.name")]
    [InlineData("1.5 [type=memo value=1]", "1:1 task.name")]
    [InlineData("\"\" [type=memo value=1]", "1:1 task.name")]
    [InlineData("a [type=memo value=1 index=x]", "1:28 task.attribute-value")]
    [InlineData("a [type=memo value=1 index=99999999999]", "1:28 task.attribute-value")]
    [InlineData("a [type=memo value=1 timeout=10]", "1:30 task.attribute-value")]
    [InlineData("a [type=memo value=1 retries=101]", "1:30 task.attribute-value")]
    [InlineData("a [type=memo value=1 minBackoff=<-1s>]", "1:33 task.attribute-value")]
    [InlineData("a [type=memo value=1 maxBackoff=<-1ms>]", "1:33 task.attribute-value")]
    [InlineData("a [type=\" memo \" value=1]", "1:9 task.unknown-type")]
    [InlineData("a [type=memo value=1 failEarly=yes]", "1:32 task.attribute-value")]
    [InlineData("a [type=memo value=1] b [type=memo value=2] a -> b -> a", "1:47 graph.cycle")]
    [InlineData("a [type=memo value=<[$(b)]>] b [type=memo value=<[$(a)]>]", "1:49 graph.cycle")]
    public void A_text_without_meaning_has_no_pipeline(string text, string expected)
    {
        var result = PipelineCompiler.Compile(text, TestTasks.Registry);
        Assert.Null(result.Pipeline);
        Assert.False(result.IsAccepted);
        Assert.Equal(expected, Place(Assert.Single(result.Faults)));
    }

    [Theory]
    [InlineData("a [type=multiply input=1]", "1:1 task.missing-attribute")]
    [InlineData("a [type=multiply times=2]", "1:1 task.missing-attribute")]
    [InlineData("a [type=multiply input=1 times=\"\"]", "1:32 task.missing-attribute")]
    [InlineData("a [type=multiply input=1 times=abc]", "1:32 task.attribute-value")]
    [InlineData("a [type=memo value=abc]", "1:20 task.attribute-value")]
    [InlineData("a [type=memo value=\"{\\\"a\\\": \\\"$(x)\\\"}\"]", "1:20 task.attribute-value")]
    [InlineData("a [type=multiply input=1 times=\"$(a..b)\"]", "1:32 task.attribute-value")]
    [InlineData("a [type=memo value=1] b [type=memo value=1] c [type=memo value=1] {a b} -> c", "1:67 task.inputs|1:45 task.inputs")]
    [InlineData("a [type=cborparse data=<$(x)> mode=fat]", "1:36 task.attribute-value")]
    [InlineData("a [type=ethabiencode abi=<f(bytes33 a)>]", "1:26 task.attribute-value")]
    [InlineData("a [type=ethabiencode abi=<f(uint256)>]", "1:26 task.attribute-value")]
    public void A_parameter_that_cannot_work_is_a_fault_and_fails_its_task(string text, string expected)
    {
        var result = PipelineCompiler.Compile(text, TestTasks.Registry);
        Assert.NotNull(result.Pipeline);
        Assert.False(result.IsAccepted);
        Assert.Contains(Place(Assert.Single(result.Faults)), expected.Split('|'));
    }

    [Fact]
    public void A_shortest_wait_above_the_longest_is_a_warning()
    {
        var result = PipelineCompiler.Compile("a [type=memo value=1 minBackoff=<9s> maxBackoff=<3s>]", TestTasks.Registry);
        Assert.True(result.IsAccepted);
        Assert.Equal("1:33 task.attribute-value", Place(Assert.Single(result.Faults)));
    }

    [Fact]
    public void An_attribute_nobody_reads_is_a_warning_that_names_the_one_meant()
    {
        var result = PipelineCompiler.Compile("a [type=multiply input=1 times=2 timess=3]", TestTasks.Registry);
        Assert.True(result.IsAccepted);
        var warning = Assert.Single(result.Faults);
        Assert.Equal("1:34 task.unknown-attribute", Place(warning));
        Assert.Equal("did you mean times?", warning.Fix);
    }

    [Fact]
    public void An_unknown_type_names_the_one_meant() => Assert.Equal(
        "did you mean multiply?", PipelineCompiler.Compile("a [type=multipy]", TestTasks.Registry).Faults[0].Fix);

    [Fact]
    public void Five_faults_are_five_faults_each_with_its_place()
    {
        var result = PipelineCompiler.Compile(
            """
            a [type=memmo]
            b [type=multiply times=x input=1]
            c [type=memo value="{"]
            d [flag type=memo value=1]
            e -> e
            """,
            TestTasks.Registry,
            new SourcePosition(7, 1));
        Assert.Equal(
            ["7:9 task.unknown-type", "8:24 task.attribute-value", "9:20 task.attribute-value", "10:9 dot.syntax", "11:3 graph.self-edge"],
            result.Faults.Select(Place));
    }

    [Fact]
    public void A_cycle_names_its_tasks()
    {
        var result = PipelineCompiler.Compile(
            "x [type=memo value=1] a [type=memo value=1] b [type=memo value=1] c [type=memo value=1] x -> a -> b -> c -> a", TestTasks.Registry);
        Assert.EndsWith(": a -> b -> c -> a", result.Faults.Single(static f => f.Code == "graph.cycle").Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Inputs_come_by_index_then_in_order_of_the_pipeline()
    {
        var pipeline = Runner.Compile("""
            c [type=memo value=1 index=2]
            a [type=memo value=1 index=1]
            b [type=memo value=1 index=1]
            s [type=sum]
            c -> s; b -> s; a -> s
            """);
        Assert.Equal(["a", "b", "c"], pipeline.Find("s")!.InputNames);
    }

    [Fact]
    public void Mentioning_a_task_orders_without_making_it_an_input()
    {
        var pipeline = Runner.Compile("b [type=multiply input=1 times=\"$(a)\"]\na [type=memo value=2]");
        Assert.Equal(["a", "b"], pipeline.Tasks.Select(static t => t.Name));
        Assert.Empty(pipeline.Find("b")!.Inputs);
        Assert.Equal(["b"], pipeline.TerminalNames);
    }

    [Fact]
    public void Every_task_comes_after_what_it_depends_on()
    {
        var arrows = Gen.Select(Gen.Int[0, 19], Gen.Int[0, 19], Gen.Bool).Array[0, 60];
        Gen.Select(Gen.Int[1, 20], arrows).Sample(static (count, drawn) =>
        {
            var edges = drawn.Select(e => (From: Math.Min(e.Item1, e.Item2) % count, To: Math.Max(e.Item1, e.Item2) % count, IsReference: e.Item3))
                .Where(static e => e.From < e.To).ToArray();
            var shuffled = Enumerable.Range(0, count).OrderBy(i => (i * 7919) % 31).ToArray();
            string Read(int task) => string.Concat(edges.Where(e => e.IsReference && e.To == task).Select(static e => $", $(t{e.From}.x)"));
            var text = string.Concat(shuffled.Select(i => $"t{i} [type=sum values=<[1{Read(i)}]>]\n"))
                + string.Concat(edges.Where(static e => !e.IsReference).Select(static e => $"t{e.From} -> t{e.To}\n"));
            var pipeline = PipelineCompiler.Compile(text, TestTasks.Registry).Pipeline!;
            var place = pipeline.Tasks.ToDictionary(static t => t.Name, static t => t.Id);
            return pipeline.Tasks.Count == count && edges.All(e => place[$"t{e.From}"] < place[$"t{e.To}"])
                && pipeline.Terminals.All(t => !edges.Any(e => $"t{e.From}" == t.Name))
                && pipeline.Tasks.All(t => t.Inputs.Count == edges.Where(e => !e.IsReference && $"t{e.To}" == t.Name).Select(static e => e.From).Distinct().Count());
        }, iter: TestScale.Pick(10_000, 50_000));
    }

    private static string Place(SpecFault fault) => $"{fault.Line}:{fault.Column} {fault.Code}";
}
