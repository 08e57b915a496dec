using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Execution;

/// <summary>How large the values of a run may become, each and together.</summary>
/// <param name="bytesMax">Bytes of all values together.</param>
internal sealed class RunSize(long bytesMax)
{
    private long _bytes;

    /// <summary>Counts a value that an earlier execution made.</summary>
    public void Count(PipelineValue? value) => _bytes += value?.SizeBytes ?? 0;

    /// <summary>The result, which is counted; an error that names the limit when it goes beyond one.</summary>
    public TaskResult Limit(CompiledTask task, TaskResult result)
    {
        if (result.Value is not { } value)
        {
            return result.State == TaskState.Unfinished ? TaskResult.Fail($"{task.Name} ({task.Type}): gave no result") : result;
        }

        if (value.Depth > ValueLimits.NestingMax)
        {
            return TaskResult.Fail(
                $"{task.Name} ({task.Type}): a value nested {value.Depth} deep is beyond the limit NestingMax of {ValueLimits.NestingMax}");
        }

        Count(value);
        return _bytes <= bytesMax ? result : TaskResult.Fail(
            $"{task.Name} ({task.Type}): the values of the run reach {_bytes} bytes, beyond the limit RunBytesMax of {bytesMax}");
    }
}
