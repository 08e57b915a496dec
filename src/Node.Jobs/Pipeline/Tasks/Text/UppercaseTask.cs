using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Pipeline.Variables;

namespace Node.Jobs.Pipeline.Tasks.Text;

/// <summary><c>uppercase</c>: the text in capital letters, whatever its script.</summary>
internal sealed class UppercaseTask(Param<string> input) : ComputeTask
{
    /// <summary>The type.</summary>
    public static TaskType Type { get; } = new("uppercase", ["input"], static b => new UppercaseTask(TextParams.Letters(b))) { InputsMax = 1 };

    /// <inheritdoc/>
    public override TaskResult Run(TaskScope scope) =>
        input.TryGet(scope, out var text, out var failure) ? TaskResult.Ok(PipelineValue.Of(TextCase.Upper(text))) : failure;
}
