using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Running;

/// <summary>The stored form of what a wait came to: <c>{"ok": value}</c> or <c>{"error": text}</c>, lossless.</summary>
internal static class WaitResult
{
    public static string Write(TaskResult result) => StoredValue.Write(result.Value is { } value
        ? PipelineValue.Map(("ok", value))
        : PipelineValue.Map(("error", PipelineValue.Of(result.Error!.Message))));

    /// <exception cref="FormatException">It is neither.</exception>
    public static TaskResult Read(string json)
    {
        var map = StoredValue.Read(json) as MapValue ?? throw new FormatException("a stored wait result is not a map");
        if (map.TryGet("ok", out var value))
        {
            return TaskResult.Ok(value);
        }

        return map.TryGet("error", out var error) && error is TextValue text
            ? TaskResult.Fail(text.Value)
            : throw new FormatException("a stored wait result has neither ok nor error");
    }
}
