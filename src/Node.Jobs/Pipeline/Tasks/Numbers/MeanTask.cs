using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Pipeline.Variables;

namespace Node.Jobs.Pipeline.Tasks.Numbers;

/// <summary><c>mean</c>: the arithmetic mean, rounded half away from zero to <c>precision</c> places. Default: 16.</summary>
internal sealed class MeanTask(
    ValuesParam values, Param<long?> allowedFaults, Param<int?> precision) : AggregateTask(values, allowedFaults)
{
    /// <summary>The type.</summary>
    public static TaskType Type { get; } = new("mean", ["values", "allowedFaults", "precision"], static b => new MeanTask(
        b.Values("values"), NumberParams.AllowedFaults(b), NumberParams.Precision(b)));

    /// <inheritdoc/>
    protected override TaskResult Aggregate(TaskScope scope, Span<BigDecimal> numbers) =>
        precision.TryGet(scope, out var places, out var failure)
            ? TaskResult.Ok(PipelineValue.Of(
                BigDecimal.Divide(SumTask.Sum(numbers), new BigDecimal(numbers.Length), places ?? BigDecimal.PlacesDefault)))
            : failure;
}
