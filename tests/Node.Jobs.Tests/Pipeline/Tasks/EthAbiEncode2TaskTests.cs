using Node.Jobs.Pipeline.Values;
using Xunit;

namespace Node.Jobs.Tests.Pipeline.Tasks;

public sealed class EthAbiEncode2TaskTests
{
    private const string One = "0000000000000000000000000000000000000000000000000000000000000001";
    private const string Two = "0000000000000000000000000000000000000000000000000000000000000002";

    [Theory]
    [InlineData("""{"inputs":[{"name":"t","type":"tuple","components":[{"name":"a","type":"uint8"},{"name":"b","type":"uint256"}]}]}""", """{"t":{"b":2,"a":1}}""", One + Two)]
    [InlineData("""{"name":"","inputs":[{"name":"t","type":"tuple[2]","components":[{"name":"a","type":"uint8"}]}]}""", """{"t":[[1],{"a":"2"}]}""", One + Two)]
    [InlineData("""{"name":"f","type":"function","outputs":[],"inputs":[{"name":"a","type":"bool","internalType":"bool"}]}""", """{"a":true}""", "98c3a6c1" + One)]
    [InlineData("""{"name":"f"}""", "{}", "26121ff0")]
    [InlineData("null", "{}", "")]
    [InlineData("""{"NAME":"f","Inputs":null}""", "{}", "26121ff0")]
    [InlineData("""{"Inputs":[{"NAME":"a","Type":"bool"}]}""", """{"a":true}""", "0000000000000000000000000000000000000000000000000000000000000001")]
    public async Task The_json_of_compilers_is_read(string abi, string data, string expected)
    {
        var run = await RunAsync(abi, data);
        Assert.True(run.Error is null, run.Error);
        Assert.Equal("0x" + expected, run.Output);
    }

    [Theory]
    [InlineData("[]", "write  {")]
    [InlineData("{", "it is not JSON")]
    [InlineData("""{"name":1}""", "name of the function is not a text")]
    [InlineData("""{"name":"f(","inputs":[]}""", "is not the name of a function")]
    [InlineData("""{"inputs":{}}""", "inputs of the function is not a list")]
    [InlineData("""{"inputs":[1]}""", "inputs[0] of the function is not a map")]
    [InlineData("""{"inputs":[{"name":"a"}]}""", "inputs[0] of the function has no type")]
    [InlineData("""{"inputs":[{"type":"bool"}]}""", "inputs[0] of the function has the name")]
    [InlineData("""{"inputs":[{"name":"memory","type":"bool"}]}""", "has the name \"memory\"")]
    [InlineData("""{"inputs":[{"name":"a","type":"uint"}]}""", "accepted are types with their width")]
    [InlineData("""{"inputs":[{"name":"a","type":"bool b, bool"}]}""", "accepted are types with their width")]
    [InlineData("""{"inputs":[{"name":"a","type":"tuple x","components":[{"name":"b","type":"bool"}]}]}""", "accepted is tuple")]
    [InlineData("""{"inputs":[{"name":"a","type":"tuple"}]}""", "a tuple needs at least one component")]
    [InlineData("""{"inputs":[{"name":"a","type":"bool"},{"name":"a","type":"bool"}]}""", "two arguments of the function have the name a")]
    [InlineData("""{"inputs":[{"name":"t","type":"tuple","components":[{"name":"a b","type":"bool"}]}]}""", "components[0] of inputs[0] of the function has the name")]
    public async Task What_is_no_function_is_refused_with_its_place(string abi, string expected) =>
        Assert.Contains(expected, (await RunAsync(abi, "{}")).Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("{}", "data: the argument \"t\" of abi is not in it")]
    [InlineData("""{"t":{"a":1}}""", "data: t: the part \"b\"")]
    [InlineData("""{"t":{"a":256,"b":"x"}}""", "data: ")]
    [InlineData("""{"t":[1]}""", "found a list of 1, accepted is one of 2")]
    public async Task Values_that_do_not_fit_are_named(string data, string expected) => Assert.Contains(
        expected,
        (await RunAsync("""{"inputs":[{"name":"t","type":"tuple","components":[{"name":"a","type":"uint8"},{"name":"b","type":"string"}]}]}""", data)).Error,
        StringComparison.Ordinal);

    private static async Task<(string? Output, string? Error)> RunAsync(string abi, string data)
    {
        var run = await Runner.RunAsync($"e [type=ethabiencode2 abi=<{abi}> data=\"$(d)\"]", Runner.Vars($"{{\"d\":{data}}}"));
        return ((run.Outputs[0] as TextValue)?.Value, run.FatalErrors[0]);
    }
}
