using System.Numerics;
using System.Text.Json;
using Node.Eth.Encoding;
using Node.Eth.Primitives;
using EthAddress = Node.Eth.Primitives.Address;

namespace Node.Eth.Rpc;

/// <summary>
/// Reads the hex forms of Ethereum's JSON-RPC, strictly: no leading zeros in numbers, no odd digits in bytes, no white space.
/// </summary>
internal static class RpcHex
{
    /// <summary>Bytes that one field may hold.</summary>
    public const int DataBytesMax = 4 * 1024 * 1024;

    /// <summary>An unsigned number of up to 256 bits.</summary>
    public static BigInteger Quantity(JsonElement value, string what) =>
        HexQuantity.TryParse(Text(value, what), out BigInteger number)
            ? number
            : throw new RpcFormatException($"{what} is not a hex quantity of at most {HexQuantity.DigitsMax} digits");

    /// <summary>An unsigned number of up to 63 bits.</summary>
    public static long Long(JsonElement value, string what) =>
        HexQuantity.TryParse(Text(value, what), out long number)
            ? number
            : throw new RpcFormatException($"{what} is not a hex quantity that fits 63 bits");

    /// <summary>Bytes.</summary>
    public static byte[] Bytes(JsonElement value, string what)
    {
        var text = Text(value, what);
        if (text.Length > (2 * DataBytesMax) + 2)
        {
            throw new RpcFormatException($"{what} has more than {DataBytesMax} bytes");
        }

        return HexData.TryParse(text, out var bytes) ? bytes : throw new RpcFormatException($"{what} is not hex bytes");
    }

    /// <summary>32 bytes.</summary>
    public static Hash32 Hash(JsonElement value, string what) =>
        Hash32.TryParse(Text(value, what), out var hash) ? hash : throw new RpcFormatException($"{what} is not 32 hex bytes");

    /// <summary>20 bytes.</summary>
    public static Address Address(JsonElement value, string what) =>
        EthAddress.TryParse(Text(value, what), out var address)
            ? address
            : throw new RpcFormatException($"{what} is not 20 hex bytes");

    private static string Text(JsonElement value, string what)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            throw new RpcFormatException($"{what} is {value.ValueKind.ToString().ToLowerInvariant()}, not text");
        }

        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw new RpcFormatException($"{what} is not valid text", e); // a lone surrogate
        }
    }
}
