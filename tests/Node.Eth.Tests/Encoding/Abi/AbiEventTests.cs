using System.Numerics;
using Node.Eth.Encoding.Abi;
using Node.Eth.Primitives;
using Xunit;

namespace Node.Eth.Tests.Encoding.Abi;

public sealed class AbiEventTests
{
    private static readonly AbiEvent Sample = AbiEvent.Parse(
        "event Sample(uint256 plain, bytes32 indexed key, string indexed text, address who, uint8[2] indexed pair)");

    private static readonly Hash32 Key = Keccak256.Hash("key");

    [Fact]
    public void Values_come_in_order_and_what_is_longer_than_a_word_as_its_hash()
    {
        var values = Sample.Decode([Sample.Topic0, Key, Keccak256.Hash("text"), Keccak256.Hash("pair")], Data(9));

        Assert.Equal(["plain", "key", "text", "who", "pair"], values.Select(value => value.Parameter.Name));
        Assert.Equal([false, false, true, false, true], values.Select(value => value.IsHash));
        Assert.Equal((BigInteger)9, values[0].Value);
        Assert.Equal(Key.ToBytes(), values[1].Value);
        Assert.Equal(Keccak256.Hash("text").ToBytes(), values[2].Value);
        Assert.Equal(Address.Zero, values[3].Value);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(5)]
    public void A_log_with_another_number_of_topics_is_refused(int count)
    {
        var e = Assert.Throws<AbiException>(() => Sample.Decode([.. Enumerable.Repeat(Sample.Topic0, count)], Data(9)));

        Assert.Equal(AbiFault.BadTopics, e.Fault);
        Assert.EndsWith($"has 4 topics, and the log {count}", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_of_another_event_is_refused_unless_told_not_to_look()
    {
        Hash32[] topics = [Key, Key, Key, Key];

        Assert.Equal(AbiFault.BadTopics, Assert.Throws<AbiException>(() => Sample.Decode(topics, Data(9))).Fault);
        Assert.Equal(5, Sample.Decode(topics, Data(9), checkTopic0: false).Count);
    }

    [Fact]
    public void A_topic_that_does_not_fit_its_type_is_refused_by_name()
    {
        var sample = AbiEvent.Parse("E(uint8 indexed small)");

        var e = Assert.Throws<AbiException>(() => sample.Decode([sample.Topic0, Key], []));

        Assert.Equal("small: the word holds more than a uint8", e.Message);
    }

    [Fact]
    public void An_anonymous_event_may_have_a_fourth_indexed_parameter()
    {
        const string Parameters = "(bool indexed a, bool indexed b, bool indexed c, bool indexed d)";

        var anonymous = AbiEvent.Parse($"E{Parameters} anonymous");

        Assert.Equal(4, anonymous.Decode([Hash32.Zero, Hash32.Zero, Hash32.Zero, Hash32.Zero], []).Count);
        Assert.Throws<AbiException>(() => AbiEvent.Parse($"E{Parameters}"));
        Assert.Throws<AbiException>(() => AbiEvent.Parse("E() view"));
    }

    private static byte[] Data(int plain) =>
        AbiEncoder.Encode(AbiTypeParser.ParseParameters("uint256 plain, address who"), [plain, Address.Zero]);
}
