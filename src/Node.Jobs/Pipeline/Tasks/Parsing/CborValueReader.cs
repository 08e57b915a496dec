using System.Diagnostics.CodeAnalysis;
using System.Formats.Cbor;
using System.Globalization;
using System.Numerics;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Tasks.Parsing;

/// <summary>Reads CBOR (RFC 8949) within <see cref="CborLimits"/>. Repeated keys and unknown tags are refused; bytes after the
/// item are not looked at.</summary>
internal sealed class CborValueReader
{
    private const byte MapStart = 0xbf;
    private const byte Break = 0xff;

    private readonly CborReader _reader;
    private readonly bool _isDiet;
    private int _items;
    private int _depth;

    private CborValueReader(ReadOnlyMemory<byte> data, bool isDiet)
    {
        _reader = new CborReader(data, CborConformanceMode.Strict);
        _isDiet = isDiet;
    }

    /// <summary>Reads one item, in the diet mode a map that may lack its opening and its end.</summary>
    public static bool TryRead(
        byte[] data, bool isDiet, [NotNullWhen(true)] out PipelineValue? value, [NotNullWhen(false)] out string? problem)
    {
        value = null;
        problem = null;
        if (data.Length > CborLimits.CborBytesMax)
        {
            problem = $"{data.Length} bytes of CBOR are beyond the limit CborBytesMax of {CborLimits.CborBytesMax}";
            return false;
        }

        if (data.Length == 0)
        {
            value = isDiet ? MapValue.Empty : PipelineValue.Null;
            return true;
        }

        var isBare = isDiet && data.Length > 1 && data[0] >> 5 != 5;
        try
        {
            var reader = new CborValueReader(isBare ? [MapStart, .. data, Break] : data, isDiet);
            value = reader.ReadItem();
            value = isDiet && value is NullValue ? MapValue.Empty : value;
            problem = isDiet && value is not MapValue ? $"found {Found.Value(value)}, accepted in the mode diet is a map" : null;
        }
        catch (Exception e) when (e is CborContentException or InvalidOperationException or OverflowException or ArgumentException)
        {
            problem = "not CBOR as accepted: " + Found.Quote(e.Message);
        }

        return problem is null;
    }

    private PipelineValue ReadItem()
    {
        if (++_items > CborLimits.CborItemsMax)
        {
            throw new CborContentException($"more items than the limit CborItemsMax of {CborLimits.CborItemsMax}");
        }

        switch (_reader.PeekState())
        {
            case CborReaderState.UnsignedInteger:
                return PipelineValue.Of((BigInteger)_reader.ReadUInt64());
            case CborReaderState.NegativeInteger:
                return PipelineValue.Of(-1 - (BigInteger)_reader.ReadCborNegativeIntegerRepresentation());
            case CborReaderState.ByteString or CborReaderState.StartIndefiniteLengthByteString:
                return PipelineValue.Of(_reader.ReadByteString());
            case CborReaderState.TextString or CborReaderState.StartIndefiniteLengthTextString:
                return PipelineValue.Of(_reader.ReadTextString());
            case CborReaderState.StartArray:
                return ReadList();
            case CborReaderState.StartMap:
                return ReadMap();
            case CborReaderState.Tag:
                return ReadTagged();
            case CborReaderState.HalfPrecisionFloat or CborReaderState.SinglePrecisionFloat or CborReaderState.DoublePrecisionFloat:
                return Float(_reader.ReadDouble());
            case CborReaderState.Boolean:
                return PipelineValue.Of(_reader.ReadBoolean());
            default:
                return ReadSimple();
        }
    }

    private ListValue ReadList()
    {
        Enter();
        _reader.ReadStartArray();
        var items = new List<PipelineValue>();
        while (_reader.PeekState() != CborReaderState.EndArray)
        {
            items.Add(ReadItem());
        }

        _reader.ReadEndArray();
        _depth--;
        return new ListValue(items);
    }

    private MapValue ReadMap()
    {
        Enter();
        _reader.ReadStartMap();
        var members = new Dictionary<string, PipelineValue>(StringComparer.Ordinal);
        while (_reader.PeekState() != CborReaderState.EndMap)
        {
            var name = Name(ReadItem());
            if (!members.TryAdd(name, ReadItem()))
            {
                throw new CborContentException($"the key {Found.Quote(name)} comes twice");
            }
        }

        _reader.ReadEndMap();
        _depth--;
        return new MapValue(members);
    }

    private string Name(PipelineValue key) => key switch
    {
        TextValue text => text.Value,
        DecimalValue number when !_isDiet => number.Value.ToString(),
        BoolValue boolean when !_isDiet => boolean.Value ? "true" : "false",
        _ => throw new CborContentException($"the key {Found.Value(key)} is not text"),
    };

    // Tags that say what a value is for and leave it as it is are passed over: a time as text, a time as number, "this is CBOR".
    private PipelineValue ReadTagged()
    {
        var tag = _reader.PeekTag();
        if (tag is not (CborTag.DateTimeString or CborTag.UnixTimeSeconds or CborTag.SelfDescribeCbor))
        {
            return ReadBignum(tag);
        }

        Enter();
        _reader.ReadTag();
        var value = ReadItem();
        _depth--;
        return value;
    }

    private PipelineValue ReadBignum(CborTag tag)
    {
        if (tag is not (CborTag.UnsignedBigNum or CborTag.NegativeBigNum))
        {
            throw new CborContentException($"the tag {(ulong)tag} is not accepted; accepted are 2 and 3, big numbers, 0 and 1, times, and 55799");
        }

        _reader.ReadTag();
        var bytes = _reader.ReadByteString();
        if (bytes.Length > CborLimits.BignumBytesMax)
        {
            throw new CborContentException(
                $"a big number of {bytes.Length} bytes is beyond the limit BignumBytesMax of {CborLimits.BignumBytesMax}");
        }

        var number = new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
        return PipelineValue.Of(tag == CborTag.UnsignedBigNum ? number : -1 - number);
    }

    private static PipelineValue Float(double number) =>
        BigDecimal.TryParse(number.ToString("R", CultureInfo.InvariantCulture), out var exact, out _)
            ? PipelineValue.Of(exact) : throw new CborContentException("a floating-point number that is no number");

    private PipelineValue ReadSimple()
    {
        var simple = _reader.ReadSimpleValue();
        return simple is CborSimpleValue.Null or CborSimpleValue.Undefined
            ? PipelineValue.Null : throw new CborContentException($"the simple value {(byte)simple} has no meaning");
    }

    private void Enter()
    {
        if (++_depth > CborLimits.CborDepthMax)
        {
            throw new CborContentException($"nested beyond the limit CborDepthMax of {CborLimits.CborDepthMax}");
        }
    }
}
