using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Tasks.V1;

/// <summary>
/// The data of a run of the older generation: an object that each adapter reads and writes, whose answer is under <c>result</c>.
/// </summary>
internal static class V1Data
{
    public const string Result = "result";

    /// <summary>Under this key the collected results wait for an adapter that encodes them.</summary>
    public const string Collection = "__chainlink_result_collection__";

    public static PipelineValue ResultOf(MapValue data) => data.TryGet(Result, out var result) ? result : PipelineValue.Null;

    public static string? TextOf(MapValue map, string name) => map.TryGet(name, out var value) ? TextOf(value) : null;

    /// <summary>The text of a value as the older generation shows it: texts as they are, all else as JSON.</summary>
    public static string? TextOf(PipelineValue value) => value switch
    {
        NullValue => null,
        TextValue text => text.Value,
        BytesValue bytes => bytes.ToHex(),
        _ => ValueJson.Write(value),
    };

    /// <summary>The data behind an adapter: its answer, and what was collected before.</summary>
    public static MapValue With(MapValue before, PipelineValue result)
    {
        var members = new Dictionary<string, PipelineValue>(StringComparer.Ordinal) { [Result] = result };
        if (before.TryGet(Collection, out var collected))
        {
            members[Collection] = collected;
        }

        return new MapValue(members);
    }
}
