using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Pipeline.Variables;

namespace Node.Jobs.Pipeline.Tasks.Text;

/// <summary><c>length</c>: how many bytes the input has; text that is <c>0x</c> and whole hex pairs counts as what it
/// stands for.</summary>
internal sealed class LengthTask(Param<byte[]> input) : ComputeTask
{
    /// <summary>The type.</summary>
    public static TaskType Type { get; } = new("length", ["input"], static b => new LengthTask(TextParams.Bytes(b))) { InputsMax = 1 };

    /// <inheritdoc/>
    public override TaskResult Run(TaskScope scope) =>
        input.TryGet(scope, out var bytes, out var failure) ? TaskResult.Ok(PipelineValue.Of(bytes.Length)) : failure;
}
