using System.Diagnostics.CodeAnalysis;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Pipeline.Variables;

namespace Node.Jobs.Pipeline.Tasks.Text;

/// <summary><c>base64decode</c>: the bytes of a text in base64 (RFC 4648 §4) with its padding; breaks of lines in it mean nothing.</summary>
internal sealed class Base64DecodeTask(Param<string> input) : ComputeTask
{
    /// <summary>The type.</summary>
    public static TaskType Type { get; } = new("base64decode", ["input"], static b => new Base64DecodeTask(TextParams.Input(b))) { InputsMax = 1 };

    /// <inheritdoc/>
    public override TaskResult Run(TaskScope scope)
    {
        if (!input.TryGet(scope, out var text, out var failure))
        {
            return failure;
        }

        return TryDecode(text, out var bytes)
            ? TaskResult.Ok(PipelineValue.Of(bytes))
            : scope.FailAttribute(input.Name, $"found {Found.Quote(text)}, accepted is base64: A-Z a-z 0-9 + / in groups of four, filled up with =");
    }

    private static bool TryDecode(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        var digits = text.Where(static c => c is not ('\r' or '\n')).ToArray();
        var buffer = new byte[digits.Length];
        if (Array.Exists(digits, char.IsWhiteSpace) || !Convert.TryFromBase64Chars(digits, buffer, out var count))
        {
            return false;
        }

        bytes = buffer[..count];
        return true;
    }
}
