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
    [InlineData("ethabidecode", "(uint256 a) b", "write tuple(uint256 a) b")]
    [InlineData("ethabidecode", "(uint256 a, bytes b)", "around all arguments there are no parentheses")]
    [InlineData("ethabidecode", "uint a", "has no width; write uint256")]
    [InlineData("ethabidecode", "uint256", "has no name; write  uint256 name")]
    [InlineData("ethabidecode", "uint256 indexed a", "indexed is for events only")]
    [InlineData("ethabiencode", "f(uint7 a)", "is not a width of 8, 16, 24")]
    [InlineData("ethabiencode", "f(uint256[0] a)", "the length of an array is a number from 1")]
    public async Task Other_texts_are_refused(string type, string abi, string expected)
    {
        var run = await Runner.RunAsync($"e [type={type} abi=\"{abi}\" data=\"$(v)\"]", Runner.Vars("""{"v":"0x"}"""));
        Assert.Contains(expected, run.FatalErrors[0], StringComparison.Ordinal);
    }
}
