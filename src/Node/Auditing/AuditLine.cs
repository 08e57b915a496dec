using System.Globalization;
using System.Text.Json;

namespace Node.Auditing;

/// <summary>Writes a record as one line of JSON, the same in the file and in what is sent.</summary>
internal static class AuditLine
{
    /// <summary>The line, with its end.</summary>
    /// <param name="record">The record.</param>
    /// <param name="sequence">Its number; each follows the one before it.</param>
    /// <param name="time">When.</param>
    /// <param name="host">On which machine.</param>
    public static byte[] Of(AuditRecord record, long sequence, DateTimeOffset time, string host)
    {
        using var line = new MemoryStream(512);
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("eventID", record.Act);
            json.WriteNumber("sequence", sequence);
            json.WriteString("time", time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("hostname", host);
            json.WriteStartObject("data");
            json.WriteString("outcome", record.Outcome);
            json.WriteNumber("status", record.Status);
            json.WriteString("role", record.Actor.Role);
            WriteUnlessNull(json, "token", record.Actor.Token);
            WriteUnlessNull(json, "initiator", record.Actor.Initiator);
            WriteUnlessNull(json, "address", record.Actor.Address);
            WriteUnlessNull(json, "trace", record.Trace);
            json.WriteStartObject("subject");
            foreach (var note in record.Notes)
            {
                json.WriteString(note.Key, note.Value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        line.WriteByte((byte)'\n');
        return line.ToArray();
    }

    private static void WriteUnlessNull(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
