using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Values;
using Xunit;

namespace Node.Jobs.Tests.Pipeline.Tasks;

/// <summary>What the short notation of ABI arguments takes.</summary>
public sealed class EthAbiTaskTests
{
    [Fact]
    public async Task Tuples_are_encoded_and_decoded_by_the_names_of_their_parts()
    {
        var run = await Runner.RunAsync("""
            e [type=ethabiencode abi="(tuple(uint8 a, string[] b)[] orders, bytes4 c)" data="$(d)"]
            f [type=ethabidecode abi="tuple(uint8 a, string[] b)[] orders, bytes4 c"]
            e -> f
            """, Runner.Vars("""{"d":{"orders":[{"a":"1","b":["x"]},[2,""]],"c":"0x01020304"}}"""));
        Assert.Equal(Runner.Vars("""{"orders":[{"a":1,"b":["x"]},{"a":2,"b":[]}],"c":{"$bytes":"0x01020304"}}"""), run.Outputs[0]);
    }

    [Fact]
    public async Task Bytes_are_a_string_as_they_are()
    {
        var run = await Runner.RunAsync("e [type=ethabiencode abi=\"(string s)\" data=<{\"s\": $(v)}>]", Runner.Vars("""{"v":{"$bytes":"0xff00"}}"""));
        Assert.EndsWith("02ff00" + new string('0', 60), Assert.IsType<TextValue>(run.Outputs[0]).Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(uint7 a)", 127, "7f")]
    [InlineData("(uint7 a)", 128, null)]
    [InlineData("(uint7 a)", -1, null)]
    [InlineData("(uint264 a)", 1, "01")]
    [InlineData("(int9 a)", 255, "ff")]
    [InlineData("(int9 a)", -257, null)]
    [InlineData("f(uint7 a)", 1, "01")]
    public async Task Widths_that_no_contract_has_are_kept_to_with_a_warning(string abi, int value, string? end)
    {
        var source = $"e [type=ethabiencode abi=\"{abi}\" data=<{{\"a\": {value}}}>]";
        Assert.Contains(PipelineCompiler.Compile(source, TestTasks.Registry).Faults, static f => f.IsWarning && f.Problem.Contains("no contract has", StringComparison.Ordinal));
        var run = await Runner.RunAsync(source);
        Assert.Equal(end is null, run.Outputs[0] is null);
        Assert.EndsWith(end ?? "", (run.Outputs[0] as TextValue)?.Value ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("uint7 a", "7f", "127")]
    [InlineData("uint7 a", "80", null)]
    [InlineData("uint264 a", "80", "128")]
    [InlineData("int9 a", "0100", null)]
    [InlineData("int9[2] a", "01", null)]
    public async Task Words_that_hold_more_than_an_odd_width_are_refused(string abi, string end, string? expected)
    {
        var run = await Runner.RunAsync($"e [type=ethabidecode abi=\"{abi}\" data=\"$(v)\"]", Runner.Vars($$"""{"v":"0x{{end.PadLeft(64, '0')}}"}"""));
        Assert.Equal(expected is null ? null : $$"""{"a":{{expected}}}""", run.Outputs[0]?.ToString());
    }

    [Fact]
    public async Task Two_arguments_of_one_name_take_the_same_value()
    {
        var run = await Runner.RunAsync("e [type=ethabiencode abi=\"(uint8 a, uint8 a)\" data=<{\"a\": 1}>]");
        Assert.Equal("0x" + string.Concat(Enumerable.Repeat("1".PadLeft(64, '0'), 2)), Assert.IsType<TextValue>(run.Outputs[0]).Value);
    }

    [Theory]
    [InlineData("ethabidecode", "(uint256 a) b", "write tuple(uint256 a) b")]
    [InlineData("ethabidecode", "(uint256 a, bytes b)", "around all arguments there are no parentheses")]
    [InlineData("ethabidecode", "uint a", "has no width; write uint256")]
    [InlineData("ethabidecode", "uint256", "has no name; write  uint256 name")]
    [InlineData("ethabidecode", "uint256 indexed a", "indexed is for events only")]
    [InlineData("ethabiencode", "f(uint0 a)", "is not a width of 8, 16, 24")]
    [InlineData("ethabiencode", "f(uint256[0] a)", "the length of an array is a number from 1")]
    public async Task Other_texts_are_refused(string type, string abi, string expected)
    {
        var run = await Runner.RunAsync($"e [type={type} abi=\"{abi}\" data=\"$(v)\"]", Runner.Vars("""{"v":"0x"}"""));
        Assert.Contains(expected, run.FatalErrors[0], StringComparison.Ordinal);
    }
}
