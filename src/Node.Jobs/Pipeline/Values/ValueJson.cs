using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Node.Jobs.Pipeline.Values;

/// <summary>The JSON that people and other programs see: bytes as <c>0x</c> text, decimals as bare numbers, members sorted by
/// name.</summary>
public static class ValueJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 1000,
        SkipValidation = true,
    };

    /// <summary>The value as JSON text.</summary>
    public static string Write(PipelineValue value) => Encoding.UTF8.GetString(WriteUtf8(value).Span);

    /// <summary>The value as JSON in UTF-8.</summary>
    public static ReadOnlyMemory<byte> WriteUtf8(PipelineValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            Write(writer, value);
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Writes the value as the next one of <paramref name="writer"/>.</summary>
    public static void Write(Utf8JsonWriter writer, PipelineValue value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        switch (value)
        {
            case BytesValue bytes:
                writer.WriteStringValue(bytes.ToHex());
                break;
            case ListValue list:
                writer.WriteStartArray();
                foreach (var item in list.Items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case MapValue map:
                writer.WriteStartObject();
                foreach (var (name, member) in map.Members.OrderBy(static m => m.Key, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(name);
                    Write(writer, member);
                }

                writer.WriteEndObject();
                break;
            default:
                WriteScalar(writer, value);
                break;
        }
    }

    /// <summary>Writes what looks the same in every form: null, booleans, decimals and text.</summary>
    internal static void WriteScalar(Utf8JsonWriter writer, PipelineValue value)
    {
        switch (value)
        {
            case BoolValue boolean:
                writer.WriteBooleanValue(boolean.Value);
                break;
            case DecimalValue { Value: var number }:
                if (number.Exponent == 0 && number.Coefficient.GetBitLength() < 64)
                {
                    writer.WriteNumberValue((long)number.Coefficient);
                }
                else
                {
                    writer.WriteRawValue(number.ToString(), skipInputValidation: true);
                }

                break;
            case TextValue text:
                writer.WriteStringValue(text.Value);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }
}
