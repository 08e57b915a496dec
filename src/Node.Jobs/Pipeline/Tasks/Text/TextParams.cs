using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Tasks.Parsing;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Pipeline.Variables;

namespace Node.Jobs.Pipeline.Tasks.Text;

/// <summary>The attribute <c>input</c> of the tasks that work on text and bytes. Default: the first input.</summary>
internal static class TextParams
{
    private const ParamSources Sources = ParamSources.Variable | ParamSources.Literal | ParamSources.Input;

    /// <summary>Text, or bytes that are UTF-8.</summary>
    public static Param<string> Input(TaskBuilder builder) => builder.Required<string>("input", Sources, ValueConversion.TryText);

    /// <summary>Text, or bytes as far as they are UTF-8: each byte that is not becomes U+FFFD.</summary>
    public static Param<string> Letters(TaskBuilder builder) => builder.Required<string>("input", Sources, TryLetters);

    /// <summary>Bytes; text that is <c>0x</c> and whole hex pairs; other text as its UTF-8 bytes.</summary>
    public static Param<byte[]> Bytes(TaskBuilder builder) => builder.Required<byte[]>("input", Sources, ValueConversion.TryBytes);

    /// <summary>Whatever it is.</summary>
    public static Param<PipelineValue> Any(TaskBuilder builder) =>
        builder.Required<PipelineValue>("input", Sources, AnyValue.TryTake);

    private static bool TryLetters(
        PipelineValue value, [MaybeNullWhen(false)] out string text, [NotNullWhen(false)] out string? problem)
    {
        if (ValueConversion.TryText(value, out text, out problem) || value is not BytesValue bytes)
        {
            return problem is null;
        }

        var letters = new StringBuilder(bytes.Span.Length);
        for (var rest = bytes.Span; !rest.IsEmpty;)
        {
            var isLetter = Rune.DecodeFromUtf8(rest, out var letter, out var length) == OperationStatus.Done;
            letters.Append(letter.ToString());
            rest = rest[(isLetter ? length : 1)..];
        }

        text = letters.ToString();
        problem = null;
        return true;
    }
}
