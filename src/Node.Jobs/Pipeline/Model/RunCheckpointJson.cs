using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Node.Jobs.Pipeline.Model;

/// <summary>The stored form of a checkpoint: the times of its tasks are absolute, their values lossless.</summary>
internal static class RunCheckpointJson
{
    /// <summary>Writes it.</summary>
    public static string Write(RunCheckpoint checkpoint)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, RecordJson.Writing))
        {
            writer.WriteStartArray();
            foreach (var task in checkpoint.Tasks)
            {
                TaskRunJson.Write(writer, task, DateTimeOffset.UnixEpoch, static _ => null, long.MaxValue);
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads it.</summary>
    public static RunCheckpoint Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, RecordJson.Reading);
            return new RunCheckpoint(TaskRunJson.ReadAll(document.RootElement, DateTimeOffset.UnixEpoch));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException("a stored checkpoint cannot be read: " + e.Message, e);
        }
    }
}
