using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Node.Jobs.Pipeline.Values;

/// <summary>
/// The JSON of checkpoints and records, from which the very same value comes back: bytes are <c>{"$bytes":"0x…"}</c>, and a map
/// with a member
/// whose name begins with <c>$</c> is wrapped as <c>{"$map":{…}}</c>. Everything else is as in <see cref="ValueJson"/>, members
/// in their own order.
/// </summary>
public static class StoredValue
{
    private const string BytesMark = "$bytes";
    private const string MapMark = "$map";

    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 1000,
        SkipValidation = true,
    };

    /// <summary>The value as JSON text.</summary>
    public static string Write(PipelineValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            Write(writer, value);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes the value as the next one of <paramref name="writer"/>.</summary>
    public static void Write(Utf8JsonWriter writer, PipelineValue value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        switch (value)
        {
            case BytesValue bytes:
                writer.WriteStartObject();
                writer.WriteString(BytesMark, bytes.ToHex());
                writer.WriteEndObject();
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
                WriteMap(writer, map);
                break;
            default:
                ValueJson.WriteScalar(writer, value);
                break;
        }
    }

    /// <summary>Reads what <see cref="Write(PipelineValue)"/> wrote, or plain JSON.</summary>
    /// <exception cref="FormatException">It is neither; the message says where.</exception>
    public static PipelineValue Read(string json) =>
        TryRead(json, out var value, out var problem)
            ? value : throw new FormatException("a stored value cannot be read: " + problem);

    /// <summary>Reads what <see cref="Write(PipelineValue)"/> wrote, or plain JSON.</summary>
    public static bool TryRead(
        string json, [NotNullWhen(true)] out PipelineValue? value, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(json);
        value = null;
        if (!JsonValueReader.TryReadStored(json, out var raw, out problem))
        {
            return false;
        }

        value = Decode(raw);
        return true;
    }

    /// <summary>Reads a value out of a larger document.</summary>
    /// <exception cref="FormatException">It is none; the message says where.</exception>
    internal static PipelineValue Read(JsonElement element) => Read(element.GetRawText());

    private static void WriteMap(Utf8JsonWriter writer, MapValue map)
    {
        var marked = map.Members.Keys.Any(static name => name.StartsWith('$'));
        writer.WriteStartObject();
        if (marked)
        {
            writer.WriteStartObject(MapMark);
        }

        foreach (var (name, member) in map.Members)
        {
            writer.WritePropertyName(name);
            Write(writer, member);
        }

        if (marked)
        {
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static PipelineValue Decode(PipelineValue raw) => raw switch
    {
        ListValue list => new ListValue([.. list.Items.Select(Decode)]),
        MapValue map => DecodeMap(map),
        _ => raw,
    };

    private static PipelineValue DecodeMap(MapValue map)
    {
        if (map.Members.Count == 1)
        {
            if (map.TryGet(BytesMark, out var bytes) && bytes is TextValue hex
                && ValueConversion.TryHex(hex.Value, out var decoded))
            {
                return new BytesValue(decoded);
            }

            if (map.TryGet(MapMark, out var inner) && inner is MapValue wrapped)
            {
                return DecodeMembers(wrapped);
            }
        }

        return DecodeMembers(map);
    }

    private static MapValue DecodeMembers(MapValue map)
    {
        var members = new Dictionary<string, PipelineValue>(map.Members.Count, StringComparer.Ordinal);
        foreach (var (name, member) in map.Members)
        {
            members[name] = Decode(member);
        }

        return new MapValue(members);
    }
}
