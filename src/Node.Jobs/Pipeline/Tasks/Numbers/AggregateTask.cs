using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Pipeline.Variables;

namespace Node.Jobs.Pipeline.Tasks.Numbers;

/// <summary>What sum, mean and median have in common: many values become one, and some of them may have failed.</summary>
internal abstract class AggregateTask(ValuesParam values, Param<long?> allowedFaults) : ComputeTask
{
    /// <inheritdoc/>
    public override bool TakesErrors => true;

    /// <inheritdoc/>
    public sealed override TaskResult Run(TaskScope scope)
    {
        if (!values.TryCollect(scope, out var collected, out var failure)
            || !allowedFaults.TryGet(scope, out var allowed, out failure))
        {
            return failure;
        }

        var numbers = new BigDecimal[collected.Length];
        var count = 0;
        foreach (var result in collected)
        {
            if (result.Value is not { } value)
            {
                continue;
            }

            if (!ValueConversion.TryDecimal(value, out numbers[count], out var problem))
            {
                return scope.FailAttribute("values", problem);
            }

            count++;
        }

        return FaultAllowance.TryPass(scope, collected, allowed, out failure) ? Aggregate(scope, numbers.AsSpan(0, count)) : failure;
    }

    /// <summary>Makes one of at least one number.</summary>
    protected abstract TaskResult Aggregate(TaskScope scope, Span<BigDecimal> numbers);
}
