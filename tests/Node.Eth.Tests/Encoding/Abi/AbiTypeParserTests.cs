using CsCheck;
using Node.Eth.Encoding.Abi;
using Node.Testing;
using Xunit;

namespace Node.Eth.Tests.Encoding.Abi;

public sealed class AbiTypeParserTests
{
    [Theory]
    [InlineData("uint", "uint256")]
    [InlineData("int", "int256")]
    [InlineData("uint8", "uint8")]
    [InlineData("int248", "int248")]
    [InlineData("bytes1", "bytes1")]
    [InlineData("bytes32[2][]", "bytes32[2][]")]
    [InlineData("function", "function")]
    [InlineData(" ( address to , (uint, bytes data)[2] orders ) [] ", null)]
    [InlineData("(address to, (uint, bytes data)[2] orders)[]", "(address,(uint256,bytes)[2])[]")]
    [InlineData("tuple(uint256 a)[3]", "(uint256)[3]")]
    public void A_type_has_one_canonical_form(string text, string? canonical)
    {
        if (canonical is null)
        {
            Assert.Throws<AbiException>(() => AbiTypeParser.Parse(text));
            return;
        }

        Assert.Equal(canonical, AbiTypeParser.Parse(text).Canonical);
    }

    [Fact]
    public void Every_width_of_eight_bits_up_to_256_is_a_type_and_no_other()
    {
        for (var bits = 0; bits <= 300; bits++)
        {
            var isWidth = bits is > 0 and <= 256 && bits % 8 == 0;
            Assert.Equal(isWidth, Parses($"uint{bits}"));
            Assert.Equal(isWidth, Parses($"int{bits}"));
            Assert.Equal(bits is >= 1 and <= 32, Parses($"bytes{bits}"));
        }
    }

    [Theory]
    [InlineData("", "column 1: a type was expected, not the end")]
    [InlineData("uint7", "column 1: \"uint7\" is not a width of 8, 16, 24 … 256 bits")]
    [InlineData("uint08", "column 1: \"uint08\" is not a width of 8, 16, 24 … 256 bits")]
    [InlineData("bytes33", "column 1: \"bytes33\" is not bytes1 … bytes32")]
    [InlineData("fixed128x18", "column 1: \"fixed128x18\" is a fixed-point type, which is not supported; use an integer and scale it")]
    [InlineData("uint256[0]", "column 8: the length of an array is a number from 1, without leading zeros")]
    [InlineData("uint256[01]", "column 8: the length of an array is a number from 1, without leading zeros")]
    [InlineData("uint256[x]", "column 8: the length of an array is a number from 1, without leading zeros")]
    [InlineData("uint256[2", "column 10: ] was expected, not the end")]
    [InlineData("uint256[-1]", "column 9: ] was expected, not \"-\"")]
    [InlineData("()", "column 3: a tuple needs at least one component")]
    [InlineData("(uint256,)", "column 10: a type was expected, not \")\"")]
    [InlineData("(uint256", "column 9: , or ) was expected, not the end")]
    [InlineData("tuple", "column 1: \"tuple\" is not a type")]
    [InlineData("Address", "column 1: \"Address\" is not a type")]
    [InlineData("address8", "column 1: \"address8\" is not a type")]
    [InlineData("uint256 x", "column 9: the end was expected, not \"x\"")]
    [InlineData("\u202euint256", "column 1: a type was expected, not U+202E")]
    public void A_fault_says_where_and_what(string text, string message)
    {
        var e = Assert.Throws<AbiException>(() => AbiTypeParser.Parse(text));

        Assert.Equal(message, e.Message);
        Assert.Equal(AbiFault.BadType, e.Fault);
    }

    [Fact]
    public void A_parameter_may_carry_a_location_and_a_name_that_contains_one()
    {
        var parameters = AbiTypeParser.ParseParameters("bytes memory data, uint256 memoryPool, address payable to, string");

        Assert.Equal(["data", "memoryPool", "to", ""], parameters.Select(parameter => parameter.Name));
    }

    [Theory]
    [InlineData("uint256 a indexed", "column 11")]
    [InlineData("uint256 indexed indexed a", "column 17")]
    [InlineData("uint256 1a", "column 9")]
    [InlineData("uint256 a b", "column 11")]
    public void A_parameter_with_words_too_many_is_refused(string text, string column)
    {
        var e = Assert.Throws<AbiException>(() => AbiTypeParser.ParseParameters(text, allowIndexed: true));

        Assert.Equal(column, e.Where);
    }

    [Fact]
    public void Indexed_is_refused_where_there_are_no_topics() =>
        Assert.Throws<AbiException>(() => AbiTypeParser.ParseParameters("uint256 indexed a"));

    [Theory]
    [MemberData(nameof(Oversized))]
    public void Each_limit_holds(string atLimit, string overLimit)
    {
        Assert.NotNull(AbiTypeParser.Parse(atLimit));
        Assert.Equal(AbiFault.LimitCrossed, Assert.Throws<AbiException>(() => AbiTypeParser.Parse(overLimit)).Fault);
    }

    public static TheoryData<string, string> Oversized()
    {
        var limits = AbiLimits.Default;
        return new TheoryData<string, string>
        {
            { "uint8".PadRight(limits.TypeCharsMax), "uint8".PadRight(limits.TypeCharsMax + 1) },
            { "uint8" + Repeat("[]", limits.DepthMax), "uint8" + Repeat("[]", limits.DepthMax + 1) },
            { Tuples(limits.DepthMax), Tuples(limits.DepthMax + 1) },
            { $"({Repeat("bool,", limits.ParametersMax - 1)}bool)", $"({Repeat("bool,", limits.ParametersMax)}bool)" },
            { $"bool[{limits.StaticBytesMax / 32}]", $"bool[{(limits.StaticBytesMax / 32) + 1}]" },
            { "bool[1024][32]", "bool[1024][1024][1024][1024][1024][1024][1024]" },
            { $"string[{limits.StaticBytesMax / 32}]", $"string[{(limits.StaticBytesMax / 32) + 1}]" },
        };
    }

    // Whatever stands in a text, it is a type or an AbiException, and soon.
    [Fact]
    public void Mutated_texts_are_types_or_faults()
    {
        string[] pieces = ["uint256", "int8", "bytes", "32", "[", "]", "[3]", "(", ")", ",", " ", "indexed ", "tuple", "é", "\0", "99999999999"];
        Gen.Int[0, pieces.Length - 1].Array[0, 60].Sample(
            choice =>
            {
                var text = string.Concat(choice.Select(i => pieces[i]));
                FuzzDeadline.Check(() => Tolerate(text), () => text);
            },
            iter: TestScale.Pick(20_000, 1_000_000));
    }

    private static void Tolerate(string text)
    {
        try
        {
            AbiTypeParser.ParseParameters(text, allowIndexed: true);
        }
        catch (AbiException)
        {
            // The other allowed outcome.
        }
    }

    private static bool Parses(string text)
    {
        try
        {
            return AbiTypeParser.Parse(text).Canonical == text;
        }
        catch (AbiException)
        {
            return false;
        }
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static string Tuples(int depth) => Repeat("(", depth) + "bool" + Repeat(")", depth);
}
