using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Pipeline.Variables;

namespace Node.Jobs.Pipeline.Tasks.Text;

/// <summary><c>hexdecode</c>: the bytes of a text that is <c>0x</c> (or <c>0X</c>) and whole pairs of hex digits.</summary>
internal sealed class HexDecodeTask(Param<string> input) : ComputeTask
{
    /// <summary>The type.</summary>
    public static TaskType Type { get; } = new("hexdecode", ["input"], static b => new HexDecodeTask(TextParams.Input(b))) { InputsMax = 1 };

    /// <inheritdoc/>
    public override TaskResult Run(TaskScope scope)
    {
        if (!input.TryGet(scope, out var text, out var failure))
        {
            return failure;
        }

        return text is ['0', 'x' or 'X', ..] && ValueConversion.TryHex("0x" + text[2..], out var bytes)
            ? TaskResult.Ok(PipelineValue.Of(bytes))
            : scope.FailAttribute(input.Name, $"found {Found.Quote(text)}, accepted is 0x and whole pairs of hex digits");
    }
}
