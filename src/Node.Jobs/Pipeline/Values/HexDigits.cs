using System.Buffers;

namespace Node.Jobs.Pipeline.Values;

/// <summary>The digits of base 16.</summary>
internal static class HexDigits
{
    /// <summary>In both cases.</summary>
    public static SearchValues<char> All { get; } = SearchValues.Create("0123456789abcdefABCDEF");
}
