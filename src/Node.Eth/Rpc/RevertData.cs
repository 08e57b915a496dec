using System.Text.Json;
using Node.Eth.Encoding;

namespace Node.Eth.Rpc;

/// <summary>
/// Finds what a reverting contract returned in the <c>data</c> of an error object. Clients put it in different places.
/// </summary>
internal static class RevertData
{
    private static readonly string[] Fields = ["data", "result", "output"];

    /// <summary>The bytes, cut at <see cref="RpcException.RevertDataBytesMax"/>; empty when there are none.</summary>
    public static byte[] From(JsonElement data)
    {
        if (data.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in Fields)
            {
                if (data.TryGetProperty(field, out var inner) && inner.ValueKind == JsonValueKind.String)
                {
                    return FromText(inner);
                }
            }
        }

        return data.ValueKind == JsonValueKind.String ? FromText(data) : [];
    }

    private static byte[] FromText(JsonElement value)
    {
        var text = RpcText.Of(value, int.MaxValue);
        var start = text.IndexOf("0x", StringComparison.Ordinal); // "Reverted 0x…" of one family of clients
        if (start < 0)
        {
            return [];
        }

        var digits = Math.Min(text.Length - start - 2, RpcException.RevertDataBytesMax * 2);
        return HexData.TryParse(text.Substring(start, digits + 2), out var bytes) ? bytes : [];
    }
}
