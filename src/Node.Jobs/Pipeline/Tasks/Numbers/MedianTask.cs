using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Pipeline.Variables;

namespace Node.Jobs.Pipeline.Tasks.Numbers;

/// <summary><c>median</c>: the middle value; of an even number of values the mean of the two in the middle, to 16
/// places.</summary>
internal sealed class MedianTask(ValuesParam values, Param<long?> allowedFaults) : AggregateTask(values, allowedFaults)
{
    private static readonly BigDecimal Two = new(2);

    /// <summary>The type.</summary>
    public static TaskType Type { get; } = new(
        "median", ["values", "allowedFaults"], static b => new MedianTask(b.Values("values"), NumberParams.AllowedFaults(b)));

    /// <inheritdoc/>
    protected override TaskResult Aggregate(TaskScope scope, Span<BigDecimal> numbers)
    {
        numbers.Sort();
        var upper = numbers[numbers.Length / 2];
        return TaskResult.Ok(PipelineValue.Of(
            numbers.Length % 2 == 1 ? upper : BigDecimal.Divide(numbers[(numbers.Length / 2) - 1] + upper, Two)));
    }
}
