using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Tasks.Numbers;

/// <summary>How many of the values of an aggregate may be errors.</summary>
internal static class FaultAllowance
{
    /// <summary>Whether enough values are there; otherwise the error of the task.</summary>
    /// <param name="scope">The task.</param>
    /// <param name="values">All values, errors among them.</param>
    /// <param name="allowed">How many may be errors; null: all but one.</param>
    /// <param name="failure">The error, when false comes back.</param>
    public static bool TryPass(TaskScope scope, ReadOnlySpan<TaskResult> values, long? allowed, out TaskResult failure)
    {
        var faults = 0;
        TaskError? first = null;
        foreach (var value in values)
        {
            if (value.Value is null)
            {
                faults++;
                first ??= value.Error;
            }
        }

        var most = allowed ?? values.Length - 1;
        if (faults > most)
        {
            var why = first is null ? "there are no values" : $"the first: {Found.Quote(first.Message)}";
            failure = scope.FailAttribute("values", $"{faults} of {values.Length} failed, allowed are {Math.Max(0, most)}; {why}");
            return false;
        }

        failure = faults == values.Length ? scope.FailAttribute("values", "there are no values") : default;
        return faults < values.Length;
    }
}
