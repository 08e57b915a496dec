using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Values;
using Xunit;

namespace Node.Jobs.Tests.Pipeline.Variables;

public sealed class VariableTests
{
    private const string Vars = """{"a":{"b":[1,{"c":"deep"},[10,20]],"n":null},"evil":{"__chainlink_key_path__":"secret","x":"$(secret)"},"secret":"leak","topics":["0x01","0x02"]}""";

    [Theory]
    [InlineData("$(a.b.1.c)", "\"deep\"")]
    [InlineData(" $( a.b.2.1 ) ", "20")]
    [InlineData("$(a)", """{"b":[1,{"c":"deep"},[10,20]],"n":null}""")]
    [InlineData("$(a.n)", "null")]
    [InlineData("$(topics.1)", "\"0x02\"")]
    [InlineData("[$(a.b.0), \\\"$x\\\", {\\\"k\\\": $(a.b.2)}]", """[1,"$x",{"k":[10,20]}]""")]
    [InlineData("{\\\"v\\\": $(evil)}", """{"v":{"__chainlink_key_path__":"secret","x":"$(secret)"}}""")]
    public async Task Expressions_reach_into_every_container_and_nothing_inserted_is_looked_into(string value, string expected)
    {
        var run = await Runner.RunAsync($"m [type=memo value=\"{value}\"]", Runner.Vars(Vars));
        Assert.Equal(expected, run.Outputs[0]?.ToString() ?? run.AllErrors[0]);
    }

    [Theory]
    [InlineData("$(a.b.3)", "outside a list of 3")]
    [InlineData("$(a.b.-1)", "outside a list of 3")]
    [InlineData("$(a.b.x)", "is not a position")]
    [InlineData("$(a.x)", "has no member")]
    [InlineData("$(a.b.0.x)", "has no parts")]
    [InlineData("$(nowhere)", "neither a task nor a variable")]
    public async Task A_path_to_nothing_says_where_it_ends(string value, string expected)
    {
        var run = await Runner.RunAsync($"m [type=memo value=\"{value}\"]", Runner.Vars(Vars));
        Assert.Contains(expected, run.FatalErrors[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_parts_of_a_memo_are_reached_by_later_tasks()
    {
        var run = await Runner.RunAsync("m [type=memo value=<{\"p\": [1, 2.5]}>] x [type=multiply input=\"$(m.p.1)\" times=2]");
        Assert.Equal(PipelineValue.Of(5), run.ResultOf("x").Value);
    }

    [Fact]
    public async Task A_task_that_mentions_its_own_name_means_the_variable()
    {
        var run = await Runner.RunAsync("secret [type=memo value=\"$(secret)\"]", Runner.Vars(Vars));
        Assert.Equal(PipelineValue.Of("leak"), run.Outputs[0]);
    }

    [Fact]
    public async Task An_error_is_a_value_only_in_the_list_of_an_aggregate()
    {
        var run = await Runner.RunAsync("""
            bad [type=fail msg=no]
            s [type=sum values=<[$(bad), 1, "2"]> index=0]
            t [type=sum values=<[$(bad), 1]> allowedFaults=0 index=1]
            m [type=memo value=<[$(bad)]> index=2]
            v [type=sum values="$(bad)" index=3]
            """);
        Assert.Equal(PipelineValue.Of(3), run.ResultOf("s").Value);
        Assert.All(["t", "m", "v"], name => Assert.True(run.ResultOf(name).IsError, name));
        Assert.Equal(RunState.Errored, run.State);
    }
}
