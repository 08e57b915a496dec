using System.Text;
using System.Text.Json;

namespace Node.Eth.Rpc;

/// <summary>Reads text that an endpoint wrote for people.</summary>
internal static class RpcText
{
    /// <summary>Characters of it that are shown.</summary>
    public const int ShownCharsMax = 200;

    /// <summary>Untrusted text as a message may hold it: cut, and with everything but printable ASCII escaped.</summary>
    public static string Show(string text)
    {
        var shown = new StringBuilder();
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, ShownCharsMax)))
        {
            shown.Append(c is >= ' ' and <= '~' ? c.ToString() : $"\\u{(int)c:x4}");
        }

        return text.Length > ShownCharsMax ? shown.Append('…').ToString() : shown.ToString();
    }

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
