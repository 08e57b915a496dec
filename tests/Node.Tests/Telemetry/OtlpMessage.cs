using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Node.Tests.Telemetry;

/// <summary>Reads trace requests by the field numbers of the public <c>opentelemetry/proto/trace/v1/trace.proto</c>; shares nothing with what writes them.</summary>
internal static class OtlpMessage
{
    /// <summary>The spans of an <c>ExportTraceServiceRequest</c>.</summary>
    public static List<OtlpSpan> Spans(ReadOnlyMemory<byte> request) =>
    [
        .. Fields(request).Where(field => field.Number == 1) // resource_spans
            .SelectMany(resource => Fields(resource.Bytes)).Where(field => field.Number == 2) // scope_spans
            .SelectMany(scope => Fields(scope.Bytes)).Where(field => field.Number == 2) // spans
            .Select(span => SpanOf(span.Bytes)),
    ];

    private static OtlpSpan SpanOf(ReadOnlyMemory<byte> message)
    {
        var fields = Fields(message);
        return new OtlpSpan
        {
            TraceId = Hex(fields, 1),
            SpanId = Hex(fields, 2),
            ParentId = Hex(fields, 4),
            Name = Text(fields, 5),
            Links = [.. fields.Where(field => field.Number == 13).Select(field => Fields(field.Bytes)).Select(link => $"{Hex(link, 1)}/{Hex(link, 2)}")],
            StartedAt = fields.Single(field => field.Number == 7).Value,
            EndedAt = fields.Single(field => field.Number == 8).Value,
            Tags = fields.Where(field => field.Number == 9).Select(field => Fields(field.Bytes))
                .ToDictionary(pair => Text(pair, 1), pair => ValueOf(Fields(pair.Single(field => field.Number == 2).Bytes)), StringComparer.Ordinal),
        };
    }

    // AnyValue: string_value = 1, bool_value = 2, int_value = 3.
    private static string ValueOf(List<(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)> any) => any switch
    {
        [(1, _, var bytes)] => Encoding.UTF8.GetString(bytes.Span),
        [(_, var value, _)] => ((long)value).ToString(CultureInfo.InvariantCulture),
        _ => "",
    };

    private static string Hex(List<(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)> fields, int number) =>
        Convert.ToHexStringLower(fields.SingleOrDefault(field => field.Number == number).Bytes.Span);

    private static string Text(List<(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)> fields, int number) =>
        Encoding.UTF8.GetString(fields.Single(field => field.Number == number).Bytes.Span);

    private static List<(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)> Fields(ReadOnlyMemory<byte> message)
    {
        List<(int, ulong, ReadOnlyMemory<byte>)> fields = [];
        var at = 0;
        while (at < message.Length)
        {
            var key = Varint(message.Span, ref at);
            var number = (int)(key >> 3);
            switch (key & 7)
            {
                case 0:
                    fields.Add((number, Varint(message.Span, ref at), default));
                    break;
                case 1:
                    fields.Add((number, BinaryPrimitives.ReadUInt64LittleEndian(message.Span[at..]), default));
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(message.Span, ref at);
                    fields.Add((number, 0, message.Slice(at, length)));
                    at += length;
                    break;
                case 5:
                    fields.Add((number, BinaryPrimitives.ReadUInt32LittleEndian(message.Span[at..]), default));
                    at += 4;
                    break;
                default:
                    throw new InvalidDataException($"field {number} has wire type {key & 7}");
            }
        }

        return fields;
    }

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
