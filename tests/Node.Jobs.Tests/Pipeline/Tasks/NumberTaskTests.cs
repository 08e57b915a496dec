using CsCheck;
using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Values;
using Node.Testing;
using Xunit;

namespace Node.Jobs.Tests.Pipeline.Tasks;

public sealed class NumberTaskTests
{
    [Theory]
    [InlineData("m [type=multiply input=\"9223372036854775808\" times=\"1e18\"]", "9223372036854775808000000000000000000")]
    [InlineData("d [type=divide input=10 divisor=3]", "3.3333333333333333")]
    [InlineData("d [type=divide input=10 divisor=3 precision=2]", "3.33")]
    [InlineData("d [type=divide input=15 divisor=10 precision=\"0\"]", "2")]
    [InlineData("x [type=memo value=<2.7>]\nd [type=divide input=10 divisor=3 precision=\"$(x)\"]", "3.33")]
    [InlineData("s [type=sum values=<[1, \"2.5\", -4]>]", "-0.5")]
    [InlineData("m [type=mean values=<[1, 2]>]", "1.5")]
    [InlineData("m [type=mean values=<[1, 1, 2]> precision=3]", "1.333")]
    [InlineData("m [type=median values=<[9, 1, 5]>]", "5")]
    [InlineData("m [type=median values=<[9, 1, 5, 6]>]", "5.5")]
    public async Task Numbers_are_computed_exactly(string source, string expected) =>
        Assert.Equal(expected, (await Runner.RunAsync(source)).Outputs[0]?.ToString());

    [Theory]
    [InlineData("d [type=divide input=1 divisor=0]", "divisor: is zero")]
    [InlineData("d [type=divide input=1 divisor=3 precision=5000]", "ExponentMax")]
    [InlineData("m [type=multiply input=<1e1000> times=<1e1000>]", "ExponentMax")]
    [InlineData("m [type=multiply input=abc times=1]", "input: \"abc\" is not a decimal number")]
    [InlineData("s [type=sum values=<[1, true]>]", "values: found true, accepted is a number")]
    [InlineData("s [type=sum values=<[]>]", "values: 0 of 0 failed")]
    [InlineData("s [type=median]", "values: 0 of 0 failed")]
    [InlineData("x [type=fail msg=no] s [type=mean allowedFaults=0] x -> s", "1 of 1 failed, allowed are 0; the first: \"x (fail): no\"")]
    public async Task Errors_name_the_attribute_what_was_found_and_what_is_accepted(string source, string expected)
    {
        var run = await Runner.RunAsync(source);
        Assert.Contains(run.FatalErrors, e => e is not null && e.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public Task Median_and_mean_do_not_depend_on_the_order_of_values()
    {
        var pipeline = Runner.Compile("m [type=median values=\"$(v)\" index=0] n [type=mean values=\"$(v)\" index=1] s [type=sum values=\"$(v)\" index=2]");
        return Gen.Select(Gen.Select(Gen.Long, Gen.Int[-12, 12]).Array[1, 12], Gen.Int).SampleAsync(async (drawn, seed) =>
        {
            var values = drawn.Select(static d => PipelineValue.Of(BigDecimal.Create(d.Item1, d.Item2))).ToArray();
            var one = await RunAsync(values);
            new Random(seed).Shuffle(values);
            var other = await RunAsync(values);
            return one.SequenceEqual(other);
        }, iter: TestScale.Pick(10_000, 100_000));

        async Task<IReadOnlyList<PipelineValue?>> RunAsync(PipelineValue[] values)
        {
            var variables = (MapValue)PipelineValue.Map(("v", PipelineValue.List([.. values])));
            return (await new PipelineExecutor().RunAsync(pipeline, Runner.Context(variables), CancellationToken.None)).Outputs;
        }
    }

    [Fact]
    public async Task Merging_leaves_its_input_as_it_was()
    {
        var run = await Runner.RunAsync("l [type=memo value=<{\"a\":1}>] m [type=merge right=<{\"b\": $(l)}>] l -> m");
        Assert.Equal("""{"a":1}""", run.ResultOf("l").Value!.ToString());
        Assert.Equal("""{"a":1,"b":{"a":1}}""", run.ResultOf("m").Value!.ToString());
    }

    [Fact]
    public async Task Merging_into_null_is_merging_into_nothing()
    {
        var run = await Runner.RunAsync("m [type=merge left=\"$(n)\" right=<{\"b\":1}>]", Runner.Vars("""{"n":null}"""));
        Assert.Equal("""{"b":1}""", run.Outputs[0]?.ToString());
    }
}
