using System.Numerics;
using Node.Eth.Encoding.Abi;
using Xunit;

namespace Node.Eth.Tests.Encoding.Abi;

public sealed class AbiFunctionTests
{
    [Theory]
    [InlineData("transfer(address to, uint256 amount)")]
    [InlineData("function transfer(address to, uint amount) external payable returns (bool ok)")]
    public void The_words_around_do_not_change_the_signature(string text)
    {
        var function = AbiFunction.Parse(text);

        Assert.Equal("transfer(address,uint256)", function.Signature);
        Assert.Equal("a9059cbb", Convert.ToHexStringLower(function.Selector.Span));
        Assert.Equal(["to", "amount"], function.Inputs.Select(input => input.Name));
    }

    [Theory]
    [InlineData("(uint256)", "column 1: the name of the function was expected, not \"(\"")]
    [InlineData("f", "column 2: ( was expected after the name of the function, not the end")]
    [InlineData("f()x", "column 5: after the parameters only visibility, mutability and \"returns\" may stand")]
    [InlineData("f() returns uint256", "column 13: ( was expected after \"returns\", not \"uint256\"")]
    [InlineData("f() returns (bool) view", "column 20: the end was expected, not \"view\"")]
    public void Other_texts_are_refused(string text, string message) =>
        Assert.Equal(message, Assert.Throws<AbiException>(() => AbiFunction.Parse(text)).Message);

    [Fact]
    public void A_result_is_decoded_by_the_outputs()
    {
        var function = AbiFunction.Parse("latestRoundData() view returns (uint80 roundId, int256 answer)");

        var values = function.DecodeResult(AbiEncoder.Encode(function.Outputs, [5, -7]));

        Assert.Equal([(BigInteger)5, (BigInteger)(-7)], values);
    }

    [Fact]
    public void No_result_at_all_says_what_to_check()
    {
        var e = Assert.Throws<AbiException>(() => AbiFunction.Parse("decimals() returns (uint8)").DecodeResult([]));

        Assert.Equal("decimals() returned nothing; check that a contract with this function is at the address", e.Message);
    }

    [Fact]
    public void Call_data_of_another_function_is_refused() =>
        Assert.Throws<AbiException>(() => AbiFunction.Parse("f(uint8)").DecodeCall(AbiFunction.Parse("g(uint8)").EncodeCall(1)));
}
