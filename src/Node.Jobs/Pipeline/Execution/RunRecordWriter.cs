using System.Buffers;
using System.Text.Json;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Execution;

/// <summary>
/// Writes the record that is kept of each run: UTF-8 JSON, small enough to store a thousand a second. Inputs are names of tasks,
/// a value that
/// an earlier task already has is written once, times are microseconds after the start of the run.
/// </summary>
public static class RunRecordWriter
{
    /// <summary>Bytes of one value in a record; a larger one is cut to its beginning. Default: 8 KiB.</summary>
    public const int RecordValueBytesMax = 8 * 1024;

    /// <summary>The record in a new array.</summary>
    public static byte[] Write(PipelineRun run)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        Write(run, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Appends the record to <paramref name="buffer"/>.</summary>
    public static void Write(PipelineRun run, IBufferWriter<byte> buffer)
    {
        ArgumentNullException.ThrowIfNull(run);
        using var writer = new Utf8JsonWriter(buffer, RecordJson.Writing);
        writer.WriteStartObject();
        writer.WriteNumber("v", 1);
        writer.WriteString("state", run.State.ToString());
        if (run.Reason is { } reason)
        {
            writer.WriteString("reason", reason);
        }

        writer.WriteNumber("at", (run.StartedAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        writer.WriteNumber("us", (run.FinishedAt - run.StartedAt).Ticks / TimeSpan.TicksPerMicrosecond);
        writer.WritePropertyName("vars");
        StoredValue.Write(writer, run.Variables);
        writer.WriteStartArray("tasks");
        foreach (var task in run.Tasks)
        {
            TaskRunJson.Write(writer, task, run.StartedAt, t => SameAs(run, t), RecordValueBytesMax);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("outputs");
        foreach (var name in run.Terminals)
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static string? SameAs(PipelineRun run, TaskRun task)
    {
        var value = task.Result.Value!;
        if (value.SizeBytes < 16)
        {
            return null; // the reference would be as long
        }

        foreach (var earlier in run.Tasks)
        {
            if (ReferenceEquals(earlier, task))
            {
                return null;
            }

            if (earlier.Result.Value is { } other && other.Kind == value.Kind && other.SizeBytes == value.SizeBytes
                && other.Equals(value))
            {
                return earlier.Name;
            }
        }

        return null;
    }
}
