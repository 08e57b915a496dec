using System.Collections.Frozen;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Tasks.V1;

/// <summary>What each adapter of the older generation computes. Pure.</summary>
/// <remarks>
/// <c>httpget</c>, <c>httppost</c>, <c>ethtx</c> and bridges ask the outside by tasks of their own: the adapter of their name says
/// what to ask, and <c>http.answer</c>, <c>ethtx.answer</c> and <c>bridge.answer</c> take the answer into the data.
/// </remarks>
internal static class V1Adapters
{
    private delegate V1Answer Compute(MapValue given, MapValue data, PipelineValue answer);

    private static readonly FrozenDictionary<string, Compute> All = new Dictionary<string, Compute>(StringComparer.OrdinalIgnoreCase)
    {
        ["noop"] = static (_, data, _) => Put(data, V1Data.ResultOf(data)),
        ["copy"] = static (given, data, _) => Put(data, V1Path.Walk(data, Member(given, "copyPath"))),
        ["jsonparse"] = static (given, data, _) => Put(data, Parse(given, data)),
        ["multiply"] = static (given, data, _) => Put(data, V1Numbers.Multiply(given, V1Data.ResultOf(data))),
        ["quotient"] = static (given, data, _) => Put(data, V1Numbers.Quotient(given, V1Data.ResultOf(data))),
        ["compare"] = static (given, data, _) => Put(data, V1Numbers.Compare(given, V1Data.ResultOf(data))),
        ["ethbytes32"] = static (_, data, _) => Put(data, V1Words.Hex(V1Words.OfText(V1Data.TextOf(V1Data.ResultOf(data)) ?? ""))),
        ["ethbool"] = static (_, data, _) => Put(data, V1Words.Hex(V1Words.OfBool(V1Data.ResultOf(data)))),
        ["ethint256"] = static (_, data, _) => Put(data, Integer(data, isSigned: true)),
        ["ethuint256"] = static (_, data, _) => Put(data, Integer(data, isSigned: false)),
        ["resultcollect"] = static (_, data, _) => Collect(data),
        ["httpget"] = static (given, data, _) => V1Http.Prepare(given, data, isPost: false),
        ["httppost"] = static (given, data, _) => V1Http.Prepare(given, data, isPost: true),
        ["http.answer"] = static (_, data, answer) => Put(data, answer),
        ["ethtx"] = static (given, data, _) => V1Calldata.Prepare(given, data),
        ["ethtx.answer"] = static (_, data, answer) => Put(data, V1Path.Walk(answer, PipelineValue.Of("transactionHash"))),
        ["bridge"] = static (given, data, run) => V1Answer.Of(PipelineValue.Map(("id", run), ("data", data.With(given)))),
        ["bridge.answer"] = static (_, data, answer) => Bridge(data, answer),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names, in order.</summary>
    public static IEnumerable<string> Names => All.Keys.Order(StringComparer.Ordinal);

    /// <summary>Whether there is an adapter of that name.</summary>
    public static bool Has(string name) => All.ContainsKey(name);

    /// <summary>Runs one.</summary>
    /// <param name="name">The adapter.</param>
    /// <param name="given">The parameters: those of the request, under those of the task.</param>
    /// <param name="data">The data: those of the request, under what the task before gave.</param>
    /// <param name="answer">What the outside said, for the adapters that take it; the run's id, for a bridge.</param>
    public static V1Answer Run(string name, MapValue given, MapValue data, PipelineValue answer) => All[name](given, data, answer);

    private static PipelineValue? Member(MapValue map, string name) => map.TryGet(name, out var value) ? value : null;

    private static V1Answer Put(MapValue data, PipelineValue result) => V1Answer.Of(V1Data.With(data, result));

    private static V1Answer Put(MapValue data, V1Answer result) => result.Value is { } value ? Put(data, value) : result;

    private static V1Answer Parse(MapValue given, MapValue data)
    {
        var document = V1Data.ResultOf(data);
        if (document is TextValue text)
        {
            if (!JsonValueReader.TryReadFirst(text.Value, out var read, out var problem))
            {
                return V1Answer.Fail($"the result is not JSON: {problem}; it begins {Found.Quote(text.Value)}");
            }

            document = read;
        }

        return V1Path.Walk(document, Member(given, "path"));
    }

    private static V1Answer Integer(MapValue data, bool isSigned) =>
        V1Words.TryInteger(V1Data.ResultOf(data), isSigned, out var word, out var problem) ? V1Answer.Of(V1Words.Hex(word)) : V1Answer.Fail(problem!);

    private static V1Answer Collect(MapValue data)
    {
        IReadOnlyList<PipelineValue> before = data.TryGet(V1Data.Collection, out var collected) && collected is ListValue list ? list.Items : [];
        return V1Answer.Of(data.With((MapValue)PipelineValue.Map(
            (V1Data.Collection, PipelineValue.List([.. before, V1Data.ResultOf(data)])))));
    }

    private static V1Answer Bridge(MapValue data, PipelineValue answer)
    {
        if (answer is TextValue text && JsonValueReader.TryReadFirst(text.Value, out var read, out _))
        {
            answer = read;
        }

        if (answer is not MapValue said)
        {
            return V1Answer.Fail($"the bridge answered {Found.Value(answer)}, accepted is an object with data");
        }

        if (said.TryGet("error", out var error) && error is not (NullValue or TextValue { Value: "" }))
        {
            return V1Answer.Fail($"the bridge says: {Found.Quote(V1Data.TextOf(error) ?? "")}");
        }

        return Member(said, "data") switch
        {
            MapValue map => V1Answer.Of(data.TryGet(V1Data.Collection, out var kept)
                ? map.With((MapValue)PipelineValue.Map((V1Data.Collection, kept))) : map),
            null or NullValue => Put(data, Member(said, V1Data.Result) ?? PipelineValue.Null),
            var other => Put(data, other),
        };
    }
}
