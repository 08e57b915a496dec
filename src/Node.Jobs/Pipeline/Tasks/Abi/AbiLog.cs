using Node.Eth.Encoding.Abi;
using Node.Eth.Primitives;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Tasks.Abi;

/// <summary>An event to decode: <c>Transfer(address indexed from, address indexed to, uint256 amount)</c>.</summary>
internal sealed class AbiLog
{
    private readonly AbiEvent _event;
    private readonly IReadOnlyList<AbiArgument> _arguments;

    private AbiLog(AbiEvent @event, IReadOnlyList<AbiArgument> arguments)
    {
        _event = @event;
        _arguments = arguments;
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="AbiException">A type or the name is none, or too many are indexed.</exception>
    /// <exception cref="FormatException">It is not of the form above.</exception>
    public static AbiLog Parse(string text)
    {
        var (name, list) = AbiText.Parts(text);
        var arguments = AbiArgument.ParseList(list);
        var types = arguments.Select(static a => a.Type + (a.IsIndexed ? " indexed" : ""));
        return new AbiLog(AbiEvent.Parse($"{name}({string.Join(',', types)})", AbiText.Limits), arguments);
    }

    /// <summary>The values by name. The first topic is not compared with the event, and not needed when nothing is
    /// indexed.</summary>
    /// <exception cref="AbiException">Topics or data do not fit.</exception>
    public MapValue Decode(IReadOnlyList<Hash32> topics, ReadOnlySpan<byte> data)
    {
        var effective = topics.Count == 0 && !_arguments.Any(static a => a.IsIndexed) ? [_event.Topic0] : topics;
        var values = _event.Decode(effective, data, checkTopic0: false);
        var members = new Dictionary<string, PipelineValue>(values.Count, StringComparer.Ordinal);
        for (var i = 0; i < values.Count; i++)
        {
            members[_arguments[i].Name] = AbiConversion.ToPipeline(values[i].Parameter.Type, values[i].Value);
        }

        return new MapValue(members);
    }
}
