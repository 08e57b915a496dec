using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Values;
using Node.Testing;
using Xunit;

namespace Node.Jobs.Tests.Pipeline.Tasks;

/// <summary>The tasks that pick, count and decide.</summary>
public sealed class ChoiceTaskTests
{
    [Theory]
    [InlineData("[1, 2, 2, 3, 1]", """{"occurrences":2,"results":[2,1]}""")]
    [InlineData("[1, \"1\", 1.0, 2]", """{"occurrences":3,"results":[1.0]}""")]
    [InlineData("[\"a\", {\"$bytes\":\"0x61\"}, \"b\"]", """{"occurrences":2,"results":[{"$bytes":"0x61"}]}""")]
    [InlineData("[null, \"null\", [1], \"[1]\"]", """{"occurrences":1,"results":[null,"null",[1],"[1]"]}""")]
    [InlineData("[true, \"true\"]", """{"occurrences":2,"results":["true"]}""")]
    [InlineData("[{\"a\":1,\"b\":2}, {\"b\":2,\"a\":1}]", """{"occurrences":2,"results":[{"a":1,"b":2}]}""")]
    public async Task The_mode_is_what_comes_most_often(string values, string expected)
    {
        var run = await Runner.RunAsync("m [type=mode values=\"$(v)\"]", Runner.Vars($"{{\"v\":{values}}}"));
        Assert.Equal(Runner.Vars(expected), run.Outputs[0]);
    }

    [Theory]
    [InlineData("x [type=fail msg=no] m [type=mode allowedFaults=1] x -> m", "m (mode): values: there are no values")]
    [InlineData("x [type=fail msg=no] m [type=mode allowedFaults=0 values=<[1, $(x)]>]", "1 of 2 failed, allowed are 0; the first:")]
    [InlineData("m [type=mode]", "0 of 0 failed")]
    [InlineData("x [type=fail msg=no] a [type=any] x -> a", "a (any): all 1 inputs failed")]
    [InlineData("a [type=any]", "a task of type any has 0 inputs; accepted are at least 1")]
    [InlineData("l [type=lookup key=a]", "a task of type lookup has 0 inputs; accepted are 1 to 1")]
    [InlineData("t [type=memo value=<\"{}\">] l [type=lookup key=a] t -> l", "l (lookup): key: \"a\" is looked up in the input, found the text \"{}\", accepted is a map")]
    [InlineData("c [type=conditional data=\"$(no)\"]", "c (conditional): data: found false, accepted is true: the condition is not met")]
    [InlineData("c [type=conditional data=\"$(word)\"]", "data: found the text \"word\", accepted is true or false")]
    [InlineData("c [type=conditional]", "data: is not given and there is no input")]
    [InlineData("l [type=lessthan left=1 right=<1,5>]", "right: ")]
    [InlineData("l [type=lessthan left=1]", "right: is required")]
    public async Task What_cannot_be_decided_is_named(string source, string expected)
    {
        var run = await Runner.RunAsync(source, Runner.Vars("""{"no":false,"word":"word"}"""));
        Assert.Contains(run.FatalErrors, e => e is not null && e.Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1", "2", true)]
    [InlineData("2", "2.0", false)]
    [InlineData("-0.00000000000000000001", "0", true)]
    public async Task Less_is_strictly_less(string left, string right, bool expected)
    {
        var run = await Runner.RunAsync($"l [type=lessthan left=\"{left}\" right=\"{right}\"]");
        Assert.Equal(PipelineValue.Of(expected), run.Outputs[0]);
    }

    [Fact]
    public async Task What_stands_behind_a_condition_runs_only_when_it_is_met()
    {
        var run = await Runner.RunAsync("""
            yes [type=conditional data="$(t)"] then [type=memo value=<1>] yes -> then
            no [type=conditional data="$(f)"] else [type=memo value=<1>] no -> else
            """, Runner.Vars("""{"t":"true","f":"0"}"""));
        Assert.Equal(PipelineValue.True, run.ResultOf("yes").Value);
        Assert.True(run.ResultOf("then").IsOk);
        Assert.True(run.ResultOf("else").IsError);
    }

    [Theory]
    [InlineData("a", "{\"z\":1}")]
    [InlineData("a.z", "7")]
    [InlineData("", "8")]
    [InlineData("A", "null")]
    public async Task Lookup_takes_the_name_as_it_is(string key, string expected)
    {
        var run = await Runner.RunAsync(
            $"m [type=memo value=<{{\"a\":{{\"z\":1}},\"a.z\":7,\"\":8}}>] l [type=lookup key=\"{key}\"] m -> l");
        Assert.Equal(expected, run.Outputs[0]?.ToString());
    }

    [Fact]
    public async Task Any_takes_each_good_input_at_some_time_and_no_other()
    {
        var pipeline = Runner.Compile("""
            a [type=memo value=<1>] b [type=memo value=<2>] c [type=fail msg=no] d [type=memo value=<3>]
            r [type=any] a -> r b -> r c -> r d -> r
            """);
        var seen = new HashSet<string>();
        for (var seed = 0UL; seed < 100; seed++)
        {
            var context = Runner.Context() with { Random = new SeededRandom(seed) };
            var run = await new PipelineExecutor().RunAsync(pipeline, context, TestContext.Current.CancellationToken);
            seen.Add(run.Outputs[0]!.ToString());
        }

        Assert.Equal(["1", "2", "3"], seen.Order());
    }
}
