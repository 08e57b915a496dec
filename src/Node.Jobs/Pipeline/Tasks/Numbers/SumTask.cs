using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Pipeline.Variables;

namespace Node.Jobs.Pipeline.Tasks.Numbers;

/// <summary><c>sum</c>: all values together, exactly.</summary>
internal sealed class SumTask(ValuesParam values, Param<long?> allowedFaults) : AggregateTask(values, allowedFaults)
{
    /// <summary>The type.</summary>
    public static TaskType Type { get; } = new(
        "sum", ["values", "allowedFaults"], static b => new SumTask(b.Values("values"), NumberParams.AllowedFaults(b)));

    /// <summary>The sum.</summary>
    public static BigDecimal Sum(ReadOnlySpan<BigDecimal> numbers)
    {
        var sum = numbers[0];
        foreach (var number in numbers[1..])
        {
            sum += number;
        }

        return sum;
    }

    /// <inheritdoc/>
    protected override TaskResult Aggregate(TaskScope scope, Span<BigDecimal> numbers) =>
        TaskResult.Ok(PipelineValue.Of(Sum(numbers)));
}
