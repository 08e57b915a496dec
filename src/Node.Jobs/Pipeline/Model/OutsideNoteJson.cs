using System.Text.Json;

namespace Node.Jobs.Pipeline.Model;

/// <summary>An exchange with the outside in a record.</summary>
internal static class OutsideNoteJson
{
    /// <summary>Writes it.</summary>
    public static void Write(Utf8JsonWriter writer, OutsideNote note)
    {
        writer.WriteStartObject();
        writer.WriteString("host", note.Host);
        if (note.Status is { } status)
        {
            writer.WriteNumber("status", status);
        }

        if (note.Bytes is { } bytes)
        {
            writer.WriteNumber("bytes", bytes);
        }

        if (note.Block is { } block)
        {
            writer.WriteString("block", block);
        }

        writer.WriteEndObject();
    }

    /// <summary>Reads it.</summary>
    public static OutsideNote Read(JsonElement element) => new(
        element.GetProperty("host").GetString()!,
        element.TryGetProperty("status", out var status) ? status.GetInt32() : null,
        element.TryGetProperty("bytes", out var bytes) ? bytes.GetInt64() : null,
        element.TryGetProperty("block", out var block) ? block.GetString() : null);
}
