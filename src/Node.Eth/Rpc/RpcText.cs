using System.Text.Json;

namespace Node.Eth.Rpc;

/// <summary>Reads text that an endpoint wrote for people.</summary>
internal static class RpcText
{
    /// <summary>The text, cut; empty when it is none.</summary>
    public static string Of(JsonElement value, int charsMax)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return "";
        }

        try
        {
            var text = value.GetString()!;
            return text.Length <= charsMax ? text : text[..charsMax];
        }
        catch (InvalidOperationException)
        {
            return ""; // a lone surrogate
        }
    }
}
