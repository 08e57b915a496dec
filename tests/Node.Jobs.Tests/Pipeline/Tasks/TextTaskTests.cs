using Node.Jobs.Pipeline.Values;
using Xunit;

namespace Node.Jobs.Tests.Pipeline.Tasks;

public sealed class TextTaskTests
{
    [Theory]
    [InlineData("lowercase", "\"MiXeD \u00c9 \u0130 \u212a \u03a3\"", "\"mixed \u00e9 i k \u03c3\"")]
    [InlineData("uppercase", "\"MiXeD \u00e9 \u0131 \u017f \u00df \u03c2\"", "\"MIXED \u00c9 I S \u00df \u03a3\"")]
    [InlineData("lowercase", "{\"$bytes\":\"0x4142\"}", "\"ab\"")]
    [InlineData("lowercase", "{\"$bytes\":\"0x41ffe28242\"}", "\"a\ufffd\ufffd\ufffdb\"")]
    [InlineData("length", "\"\u00e9\"", "2")]
    [InlineData("length", "\"0x0102\"", "2")]
    [InlineData("length", "\"0x010\"", "5")]
    [InlineData("length", "null", "0")]
    [InlineData("hexencode", "\"0x01\"", "\"0x30783031\"")]
    [InlineData("hexencode", "\"12\"", "\"0x3132\"")]
    [InlineData("hexencode", "\"\"", "\"\"")]
    [InlineData("hexencode", "{\"$bytes\":\"0x00ff\"}", "\"0x00ff\"")]
    [InlineData("hexencode", "null", "\"\"")]
    [InlineData("hexencode", "0", "\"0x0\"")]
    [InlineData("hexencode", "255.0", "\"0xff\"")]
    [InlineData("hexencode", "115792089237316195423570985008687907853269984665640564039457584007913129639935", "\"0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\"")]
    [InlineData("hexdecode", "\"0XfF00\"", "\"0xff00\"")]
    [InlineData("hexdecode", "\"0x\"", "\"0x\"")]
    [InlineData("base64encode", "\"0x61\"", "\"MHg2MQ==\"")]
    [InlineData("base64encode", "{\"$bytes\":\"0xfbff\"}", "\"+/8=\"")]
    [InlineData("base64decode", "\"+/8=\"", "\"0xfbff\"")]
    [InlineData("base64decode", "\"YW\\r\\nJj\\n\"", "\"0x616263\"")]
    [InlineData("base64decode", "\"\"", "\"0x\"")]
    public async Task Text_and_bytes_are_turned(string type, string value, string expected) =>
        Assert.Equal(Normal(expected), (await RunAsync(type, value)).Output);

    [Theory]
    [InlineData("lowercase", "12", "input: found the number 12, accepted is text")]
    [InlineData("uppercase", "null", "input: found null, accepted is text")]
    [InlineData("length", "12", "accepted is bytes")]
    [InlineData("hexencode", "-1", "found the number -1, accepted are text, bytes and whole numbers from 0")]
    [InlineData("hexencode", "1.5", "whole numbers from 0")]
    [InlineData("hexencode", "[1]", "found a list of 1")]
    [InlineData("hexdecode", "\"ff\"", "found \"ff\", accepted is 0x and whole pairs")]
    [InlineData("hexdecode", "\"0x123\"", "whole pairs")]
    [InlineData("hexdecode", "\"0xzz\"", "whole pairs")]
    [InlineData("base64encode", "true", "found true, accepted are text and bytes")]
    [InlineData("base64decode", "\"YQ\"", "accepted is base64")]
    [InlineData("base64decode", "\"Y Q==\"", "accepted is base64")]
    [InlineData("base64decode", "\"-_8=\"", "accepted is base64")]
    public async Task What_does_not_fit_is_named(string type, string value, string expected) =>
        Assert.Contains(expected, (await RunAsync(type, value)).Error, StringComparison.Ordinal);

    [Fact]
    public async Task The_input_is_a_literal_or_what_comes_in()
    {
        var run = await Runner.RunAsync("a [type=uppercase input=<  abc >] b [type=lowercase] a -> b");
        Assert.Equal("ABC", Assert.IsType<TextValue>(run.ResultOf("a").Value).Value);
        Assert.Equal("abc", Assert.IsType<TextValue>(run.ResultOf("b").Value).Value);
    }

    private static string Normal(string json) => Runner.Vars($"{{\"v\":{json}}}").Members["v"].ToString();

    private static async Task<(string? Output, string? Error)> RunAsync(string type, string value)
    {
        var run = await Runner.RunAsync($"x [type={type} input=\"$(v)\"]", Runner.Vars($"{{\"v\":{value}}}"));
        return (run.Outputs[0]?.ToString(), run.FatalErrors[0]);
    }
}
