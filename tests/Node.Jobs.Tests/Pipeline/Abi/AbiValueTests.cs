using CsCheck;
using Node.Eth.Encoding.Abi;
using Node.Eth.Primitives;
using Node.Jobs.Pipeline.Tasks.Abi;
using Node.Jobs.Pipeline.Values;
using Node.Testing;
using Xunit;

namespace Node.Jobs.Tests.Pipeline.Abi;

/// <summary>Values of pipelines, encoded and decoded again, are the same: as arguments and as parameters of events.</summary>
public sealed class AbiValueTests
{
    private static readonly int Cases = TestScale.Pick(10_000, 50_000);

    [Fact]
    public void A_value_comes_back_the_same_through_the_ABI() =>
        Gen.Int[0, 3].SelectMany(AbiValueGens.Type)
            .SelectMany(static text => AbiValueGens.Value(AbiTypeParser.Parse(text)).Select(value => (Text: text, Value: value)))
            .Sample(static drawn =>
            {
                var type = AbiTypeParser.Parse(drawn.Text);
                var decoded = AbiDecoder.Decode([type], AbiEncoder.Encode([type], [Converted(type, drawn.Value)]));
                return AbiConversion.ToPipeline(type, Assert.Single(decoded)).Equals(drawn.Value);
            }, iter: Cases);

    [Fact]
    public void The_parameters_of_an_event_come_back_from_topics_and_data()
    {
        var indexed = Gen.Select(AbiValueGens.Word, Gen.Bool, static (word, isHash) => isHash ? "string" : word).Array[0, 3];
        Gen.Select(indexed, AbiValueGens.Type(2).Array[0, 3])
            .SelectMany(static types => AbiValueGens.Values([.. types.Item1.Concat(types.Item2).Select(static text => AbiTypeParser.Parse(text))])
                .Select(values => (Indexed: types.Item1, Others: types.Item2, Values: values)))
            .Sample(static drawn => IsReadBack(drawn.Indexed, drawn.Others, drawn.Values), iter: Cases);
    }

    private static bool IsReadBack(string[] indexed, string[] others, PipelineValue[] values)
    {
        var inTopics = indexed.Select(static text => AbiTypeParser.Parse(text)).ToArray();
        var inData = others.Select(static text => AbiTypeParser.Parse(text)).ToArray();
        List<Hash32> topics = [Keccak256.Hash("whatever")];
        List<PipelineValue> expected = [];
        for (var i = 0; i < inTopics.Length; i++)
        {
            // What does not fit a topic is there as its hash, and comes back as that.
            var topic = inTopics[i].IsWord ? new Hash32(AbiEncoder.Encode([inTopics[i]], [Converted(inTopics[i], values[i])])) : Keccak256.Hash($"topic {i}");
            topics.Add(topic);
            expected.Add(inTopics[i].IsWord ? values[i] : PipelineValue.Of(topic.ToBytes()));
        }

        expected.AddRange(values.Skip(inTopics.Length));
        var data = AbiEncoder.Encode(inData, [.. inData.Select((type, i) => Converted(type, values[inTopics.Length + i]))]);
        var signature = $"E({string.Join(", ", indexed.Select(static (type, i) => $"{type} indexed a{i}").Concat(others.Select((type, i) => $"{type} a{indexed.Length + i}")))})";
        var decoded = AbiLog.Parse(signature).Decode(topics, data);
        return decoded.Equals(PipelineValue.Map([.. expected.Select(static (value, i) => ($"a{i}", value))]));
    }

    private static object Converted(AbiType type, PipelineValue value)
    {
        Assert.True(AbiConversion.TryConvert(type, value, out var converted, out var problem), $"{type}: {problem}");
        return converted;
    }
}
