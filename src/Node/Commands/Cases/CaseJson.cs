using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Node.Jobs.Pipeline.Values;

namespace Node.Commands.Cases;

/// <summary>A case that was run as one line of JSON: <c>{id, passed, state, tasks: {name: {output} or {error}}, outputs, ms}</c>.</summary>
internal static class CaseJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 1000, SkipValidation = true };

    public static string Of(CaseOutcome outcome)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("id", outcome.Id);
            writer.WriteBoolean("passed", outcome.IsPassed);
            if (outcome.Known is not null)
            {
                writer.WriteString("known", outcome.Known);
            }

            if (outcome.Answer is { } answer)
            {
                WriteAnswer(writer, answer);
            }

            if (!outcome.IsPassed)
            {
                writer.WriteStartArray("differences");
                foreach (var difference in outcome.Differences)
                {
                    writer.WriteStringValue(difference);
                }

                writer.WriteEndArray();
            }

            writer.WriteNumber("ms", Math.Round(outcome.Milliseconds, 3));
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteAnswer(Utf8JsonWriter writer, CaseAnswer answer)
    {
        writer.WriteString("state", answer.State);
        writer.WriteStartObject("tasks");
        foreach (var (name, result) in answer.Tasks)
        {
            writer.WriteStartObject(name);
            if (result.Value is { } value)
            {
                writer.WritePropertyName("output");
                ValueJson.Write(writer, value);
            }
            else if (result.Error is { } error && CaseComparison.HasNoText(error))
            {
                writer.WriteNull("output");
            }
            else if (result.Error is not null)
            {
                writer.WriteString("error", result.Error.Message);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteStartArray("outputs");
        foreach (var output in answer.Outputs)
        {
            ValueJson.Write(writer, output ?? PipelineValue.Null);
        }

        writer.WriteEndArray();
    }
}
