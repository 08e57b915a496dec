using Node.Eth.Encoding.Abi;
using Xunit;

namespace Node.Eth.Tests.Encoding.Abi;

public sealed class AbiDecoderTests
{
    [Theory]
    [InlineData("uint8", "100")]
    [InlineData("uint248", "0100000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("int8", "80")]
    [InlineData("int8", "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("address", "10000000000000000000000000000000000000000")]
    [InlineData("bool", "2")]
    [InlineData("bool", "0100000000000000000000000000000000000000000000000000000000000001")]
    [InlineData("function", "1")]
    public void Bits_outside_the_type_are_refused(string type, string word)
    {
        var e = Assert.Throws<AbiException>(() => Decode(type, word));

        Assert.Equal(AbiFault.BadData, e.Fault);
    }

    [Fact]
    public void What_stands_behind_fixed_bytes_is_padding() =>
        Assert.Equal(new byte[] { 0xff, 0xff, 0xff, 0xff }, Decode("bytes4", new string('f', 64)));

    [Theory]
    [InlineData("uint256", new string[0], "[0]: the data ends after 0 bytes, inside this value")]
    [InlineData("bytes", new[] { "20" }, "[0]: the data ends after 32 bytes, inside this value")]
    [InlineData("bytes", new[] { "21" }, "[0]: an offset leads beyond the 32 bytes of data")]
    [InlineData("bytes", new[] { "20", "1" }, "[0]: the length of a byte string leads beyond the 64 bytes of data")]
    [InlineData("bytes", new[] { "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff" }, "[0]: an offset leads beyond the 32 bytes of data")]
    [InlineData("uint8[]", new[] { "20", "2", "1" }, "[0]: the length of a list leads beyond the 96 bytes of data")]
    [InlineData("uint8[]", new[] { "20", "7fffffff" }, "[0]: the length of a list leads beyond the 64 bytes of data")]
    [InlineData("uint8[2][]", new[] { "20", "1", "1" }, "[0]: the length of a list leads beyond the 96 bytes of data")]
    [InlineData("uint8[]", new[] { "20", "2", "1", "100" }, "[0][1]: the word holds more than a uint8")]
    [InlineData("string", new[] { "20", "1", "ff00000000000000000000000000000000000000000000000000000000000000" }, "[0]: the text is not UTF-8")]
    public void What_leads_out_of_the_data_is_refused(string type, string[] words, string message)
    {
        var e = Assert.Throws<AbiException>(() => Decode(type, words));

        Assert.Equal(message, e.Message);
    }

    [Fact]
    public void Bytes_may_end_without_padding_and_be_followed_by_anything()
    {
        byte[] data = [.. Words("20", "2"), 7, 8];

        Assert.Equal(new byte[] { 7, 8 }, AbiDecoder.Decode([AbiTypeParser.Parse("bytes")], data)[0]);
        Assert.Equal(new byte[] { 7, 8 }, AbiDecoder.Decode([AbiTypeParser.Parse("bytes")], [.. data, 1, 2, 3])[0]);
    }

    [Fact]
    public void Two_tails_may_be_the_same()
    {
        var values = AbiDecoder.Decode(AbiTypeParser.ParseParameters("bytes a, bytes b"), Words("40", "40", "0"));

        Assert.True(AbiValue.AreEqual(values[0], values[1]));
    }

    // Each level holds 16 times the same next level: 16^8 values in 8 x 17 words.
    [Fact]
    public void A_bomb_of_shared_tails_stops_at_the_limit()
    {
        List<string> words = ["20"];
        for (var level = 0; level < 8; level++)
        {
            words.Add("10");
            words.AddRange(Enumerable.Repeat("200", 16));
        }

        words.Add("0");
        var type = AbiTypeParser.Parse("uint8" + string.Concat(Enumerable.Repeat("[]", 9)));

        var e = Assert.Throws<AbiException>(() => AbiDecoder.Decode([type], Words([.. words])));

        Assert.Equal(AbiFault.LimitCrossed, e.Fault);
    }

    [Fact]
    public void Decoding_stays_within_its_limit()
    {
        AbiType[] types = [AbiTypeParser.Parse("bytes")];
        var data = AbiEncoder.Encode(types, [new byte[68]]);

        Assert.NotEmpty(AbiDecoder.Decode(types, data, new AbiLimits { DecodedBytesMax = 100 }));
        var e = Assert.Throws<AbiException>(() => AbiDecoder.Decode(types, data, new AbiLimits { DecodedBytesMax = 99 }));
        Assert.Equal(AbiFault.LimitCrossed, e.Fault);
    }

    private static object Decode(string type, params string[] words) => AbiDecoder.Decode([AbiTypeParser.Parse(type)], Words(words))[0];

    private static byte[] Words(params string[] words) =>
        [.. words.SelectMany(word => Convert.FromHexString(word.PadLeft(64, '0')))];
}
