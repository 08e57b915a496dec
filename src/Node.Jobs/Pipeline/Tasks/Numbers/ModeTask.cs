using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Pipeline.Variables;

namespace Node.Jobs.Pipeline.Tasks.Numbers;

/// <summary>
/// <c>mode</c>: the values that occur most often, in <c>results</c>, and how often, in <c>occurrences</c>. Values of any kind;
/// a text counts as
/// equal to the number, boolean or bytes that it writes.
/// </summary>
internal sealed class ModeTask(ValuesParam values, Param<long?> allowedFaults) : ComputeTask
{
    /// <summary>The type.</summary>
    public static TaskType Type { get; } = new(
        "mode", ["values", "allowedFaults"], static b => new ModeTask(b.Values("values"), NumberParams.AllowedFaults(b)));

    /// <inheritdoc/>
    public override bool TakesErrors => true;

    /// <inheritdoc/>
    public override TaskResult Run(TaskScope scope)
    {
        if (!values.TryCollect(scope, out var collected, out var failure)
            || !allowedFaults.TryGet(scope, out var allowed, out failure)
            || !FaultAllowance.TryPass(scope, collected, allowed, out failure))
        {
            return failure;
        }

        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var winners = new List<PipelineValue>();
        var most = 0;
        foreach (var value in collected.Select(static c => c.Value).OfType<PipelineValue>())
        {
            var key = Key(value);
            var count = counts.GetValueOrDefault(key) + 1;
            counts[key] = count;
            if (count > most)
            {
                winners.Clear();
                most = count;
            }

            if (count == most)
            {
                winners.Add(value);
            }
        }

        return TaskResult.Ok(PipelineValue.Map(("results", new ListValue(winners)), ("occurrences", PipelineValue.Of(most))));
    }

    // What has no text of its own is marked, so that it does not equal a text that happens to be its JSON.
    private static string Key(PipelineValue value) => value switch
    {
        TextValue text => text.Value,
        BytesValue bytes => ValueConversion.TryText(bytes, out var text, out _) ? text : "\0" + bytes.ToHex(),
        DecimalValue or BoolValue => ValueJson.Write(value),
        _ => "\0" + ValueJson.Write(value),
    };
}
