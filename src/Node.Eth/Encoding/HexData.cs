using System.Buffers;

namespace Node.Eth.Encoding;

/// <summary>Bytes as JSON-RPC writes them: <c>0x</c> and two hex digits a byte, of any case when read, lower case when written.</summary>
public static class HexData
{
    /// <summary>The lower-case text, <c>0x</c> when there are no bytes.</summary>
    public static string Format(ReadOnlySpan<byte> bytes) => "0x" + Convert.ToHexStringLower(bytes);

    /// <summary>Reads <c>0x</c> and an even number of hex digits.</summary>
    /// <exception cref="FormatException">Anything else.</exception>
    public static byte[] Parse(string text) =>
        TryParse(text, out var bytes) ? bytes : throw new FormatException("bytes are written as 0x and an even number of hex digits");

    /// <summary>Reads <c>0x</c> and an even number of hex digits; false for anything else, white space included.</summary>
    public static bool TryParse(string? text, out byte[] bytes)
    {
        bytes = [];
        if (text is null || text.Length % 2 != 0 || !text.StartsWith("0x", StringComparison.Ordinal))
        {
            return false;
        }

        var read = new byte[(text.Length / 2) - 1];
        if (Convert.FromHexString(text.AsSpan(2), read, out _, out _) != OperationStatus.Done)
        {
            return false;
        }

        bytes = read;
        return true;
    }
}
