using System.Numerics;
using System.Text.Json;
using Node.Eth.Primitives;

namespace Node.Eth.Rpc;

/// <summary>One object of an answer, with its fields read strictly. Fields that nobody asks for are left alone.</summary>
internal readonly struct RpcObject
{
    private readonly JsonElement _element;
    private readonly string _what;

    /// <summary>Takes an element that must be an object.</summary>
    public RpcObject(JsonElement element, string what)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new RpcFormatException($"{what} is {element.ValueKind.ToString().ToLowerInvariant()}, not an object");
        }

        (_element, _what) = (element, what);
    }

    /// <summary>Whether a field is there and not null.</summary>
    public bool Has(string field) => _element.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>A field that must be there.</summary>
    public JsonElement Required(string field) =>
        _element.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null
        ? value
        : throw new RpcFormatException($"{_what} has no {field}");

    /// <summary>A required number of up to 256 bits.</summary>
    public BigInteger Quantity(string field) => RpcHex.Quantity(Required(field), Name(field));

    /// <summary>A required number of up to 63 bits.</summary>
    public long Long(string field) => RpcHex.Long(Required(field), Name(field));

    /// <summary>Required bytes.</summary>
    public byte[] Bytes(string field) => RpcHex.Bytes(Required(field), Name(field));

    /// <summary>A required hash.</summary>
    public Hash32 Hash(string field) => RpcHex.Hash(Required(field), Name(field));

    /// <summary>A required address.</summary>
    public Address Address(string field) => RpcHex.Address(Required(field), Name(field));

    /// <summary>A required list of at most <paramref name="countMax"/> elements.</summary>
    public IReadOnlyList<JsonElement> List(string field, int countMax)
    {
        var value = Required(field);
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > countMax)
        {
            throw new RpcFormatException($"{Name(field)} is not a list of at most {countMax}");
        }

        return [.. value.EnumerateArray()];
    }

    private string Name(string field) => $"{_what}.{field}";
}
