using Node.Eth.Primitives;

namespace Node.Eth.Encoding.Abi;

/// <summary>An event of a contract: reads its logs.</summary>
public sealed class AbiEvent
{
    /// <summary>Most indexed parameters: a log has four topics, of which the hash of the signature takes one unless anonymous.</summary>
    public const int TopicsMax = 4;

    private AbiEvent(string name, IReadOnlyList<AbiParameter> parameters, bool isAnonymous)
    {
        Name = name;
        Parameters = parameters;
        IsAnonymous = isAnonymous;
        Signature = $"{name}({string.Join(',', parameters.Select(parameter => parameter.Type.Canonical))})";
        Topic0 = Keccak256.Hash(Signature);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The parameters in order.</summary>
    public IReadOnlyList<AbiParameter> Parameters { get; }

    /// <summary>Whether its logs do not carry <see cref="Topic0"/>.</summary>
    public bool IsAnonymous { get; }

    /// <summary>The text whose hash is the first topic, e.g. <c>Transfer(address,address,uint256)</c>.</summary>
    public string Signature { get; }

    /// <summary>The hash of <see cref="Signature"/>.</summary>
    public Hash32 Topic0 { get; }

    /// <summary>Reads <c>Transfer(address indexed from, address indexed to, uint256 value)</c>, with or without <c>event</c> before and
    /// <c>anonymous</c> behind.</summary>
    /// <exception cref="AbiException">Not an event, or a limit is crossed; says at which column.</exception>
    public static AbiEvent Parse(string text, AbiLimits? limits = null)
    {
        var reader = new AbiTextReader(text, limits ?? AbiLimits.Default);
        var name = reader.NameAndOpening("event");
        var parameters = reader.Parameters(allowIndexed: true, ')', depth: 0);
        var word = reader.Word();
        var isAnonymous = word == "anonymous";
        if (word.Length > 0 && !isAnonymous)
        {
            throw reader.Fault("after the parameters of an event only \"anonymous\" may stand");
        }

        reader.End();
        var indexedMax = isAnonymous ? TopicsMax : TopicsMax - 1;
        return parameters.Count(parameter => parameter.IsIndexed) <= indexedMax
            ? new AbiEvent(name, parameters, isAnonymous)
            : throw reader.Fault($"an event may have at most {indexedMax} indexed parameters");
    }

    /// <summary>The values of a log, in the order of <see cref="Parameters"/>.</summary>
    /// <param name="topics">All topics of the log.</param>
    /// <param name="data">Its data.</param>
    /// <param name="checkTopic0">Whether the first topic must be <see cref="Topic0"/>; otherwise it is not looked at.</param>
    /// <param name="limits">The limits; <see cref="AbiLimits.Default"/> when null.</param>
    /// <exception cref="AbiException">The topics or the data do not fit the parameters; says where.</exception>
    public IReadOnlyList<AbiEventValue> Decode(
        IReadOnlyList<Hash32> topics, ReadOnlySpan<byte> data, bool checkTopic0 = true, AbiLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(topics);
        AbiParameter[] indexed = [.. Parameters.Where(parameter => parameter.IsIndexed)];
        AbiParameter[] others = [.. Parameters.Where(parameter => !parameter.IsIndexed)];
        var skipped = IsAnonymous ? 0 : 1;
        if (topics.Count != indexed.Length + skipped)
        {
            throw new AbiException(
                AbiFault.BadTopics,
                $"{Signature} with {indexed.Length} indexed parameters has {indexed.Length + skipped} topics, and the log {topics.Count}",
                string.Empty);
        }

        if (!IsAnonymous && checkTopic0 && topics[0] != Topic0)
        {
            throw new AbiException(AbiFault.BadTopics, $"the log is of another event: topic 0 is not {Topic0} of {Signature}", string.Empty);
        }

        var fromData = new Queue<object>(AbiDecoder.Decode(others, data, limits));
        var fromTopics = new Queue<AbiEventValue>(
            indexed.Select((parameter, i) => FromTopic(parameter, topics[i + skipped], limits)));
        return [.. Parameters.Select(parameter =>
            parameter.IsIndexed ? fromTopics.Dequeue() : new AbiEventValue(parameter, fromData.Dequeue(), IsHash: false))];
    }

    /// <inheritdoc/>
    public override string ToString() => Signature;

    private static AbiEventValue FromTopic(AbiParameter parameter, Hash32 topic, AbiLimits? limits) =>
        parameter.Type.IsWord
            ? new AbiEventValue(parameter, AbiDecoder.Decode([parameter], topic.ToBytes(), limits)[0], IsHash: false)
            : new AbiEventValue(parameter, topic.ToBytes(), IsHash: true);
}
