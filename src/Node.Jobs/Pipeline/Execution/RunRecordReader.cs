using System.Text.Json;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Execution;

/// <summary>Reads what <see cref="RunRecordWriter"/> wrote.</summary>
public static class RunRecordReader
{
    /// <summary>The run as it was recorded; values that were cut come back as the text they were cut to.</summary>
    /// <exception cref="FormatException">It is not a record.</exception>
    public static PipelineRun Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, RecordJson.Reading);
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new FormatException("a run record cannot be read: " + e.Message, e);
        }
    }

    private static PipelineRun Read(JsonElement root)
    {
        var startedAt = DateTimeOffset.UnixEpoch.AddTicks(root.GetProperty("at").GetInt64() * TimeSpan.TicksPerMicrosecond);
        return new PipelineRun
        {
            State = Enum.Parse<RunState>(root.GetProperty("state").GetString()!),
            Reason = root.TryGetProperty("reason", out var reason) ? reason.GetString() : null,
            StartedAt = startedAt,
            FinishedAt = startedAt.AddTicks(root.GetProperty("us").GetInt64() * TimeSpan.TicksPerMicrosecond),
            Variables = StoredValue.Read(root.GetProperty("vars")) as MapValue
                ?? throw new FormatException("a run record cannot be read: vars is not a map"),
            Tasks = TaskRunJson.ReadAll(root.GetProperty("tasks"), startedAt),
            Terminals = [.. root.GetProperty("outputs").EnumerateArray().Select(static o => o.GetString()!)],
        };
    }
}
