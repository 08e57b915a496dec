using System.Globalization;
using System.Text;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Pipeline.Variables;

namespace Node.Jobs.Pipeline.Tasks.Text;

/// <summary>
/// <c>hexencode</c>: <c>0x</c> and the bytes of a text (also of one that looks like hex or a number), or a whole number in base 16
/// without zeros before it. Nothing stays nothing.
/// </summary>
internal sealed class HexEncodeTask(Param<PipelineValue> input) : ComputeTask
{
    /// <summary>The type.</summary>
    public static TaskType Type { get; } = new("hexencode", ["input"], static b => new HexEncodeTask(TextParams.Any(b))) { InputsMax = 1 };

    /// <inheritdoc/>
    public override TaskResult Run(TaskScope scope)
    {
        if (!input.TryGet(scope, out var value, out var failure))
        {
            return failure;
        }

        var hex = value switch
        {
            TextValue text => Bytes(Encoding.UTF8.GetBytes(text.Value)),
            BytesValue bytes => Bytes(bytes.Span),
            NullValue => "",
            DecimalValue { Value: { IsInteger: true, Sign: >= 0 } number } => Number(number),
            _ => null,
        };
        return hex is null
            ? scope.FailAttribute(input.Name, $"found {Found.Value(value)}, accepted are text, bytes and whole numbers from 0")
            : TaskResult.Ok(PipelineValue.Of(hex));
    }

    private static string Bytes(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? "" : "0x" + Convert.ToHexStringLower(bytes);

    private static string Number(BigDecimal number)
    {
        var digits = number.Truncate().ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
        return "0x" + (digits.Length == 0 ? "0" : digits);
    }
}
