using System.Text;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Pipeline.Variables;

namespace Node.Jobs.Pipeline.Tasks.Text;

/// <summary><c>base64encode</c>: a text or bytes in base64 (RFC 4648 §4), with padding. A text counts as its UTF-8, also one that
/// looks like hex.</summary>
internal sealed class Base64EncodeTask(Param<PipelineValue> input) : ComputeTask
{
    /// <summary>The type.</summary>
    public static TaskType Type { get; } = new("base64encode", ["input"], static b => new Base64EncodeTask(TextParams.Any(b)))
    {
        InputsMax = 1,
    };

    /// <inheritdoc/>
    public override TaskResult Run(TaskScope scope)
    {
        if (!input.TryGet(scope, out var value, out var failure))
        {
            return failure;
        }

        return value switch
        {
            TextValue text => TaskResult.Ok(PipelineValue.Of(Convert.ToBase64String(Encoding.UTF8.GetBytes(text.Value)))),
            BytesValue bytes => TaskResult.Ok(PipelineValue.Of(Convert.ToBase64String(bytes.Span))),
            _ => scope.FailAttribute(input.Name, $"found {Found.Value(value)}, accepted are text and bytes"),
        };
    }
}
