using System.Diagnostics.CodeAnalysis;
using System.Text;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Tasks.Io;

/// <summary>The attribute <c>requestData</c> and the body made of it.</summary>
internal static class HttpBody
{
    /// <summary>A map; null means that no body is sent.</summary>
    public static bool TryData(
        PipelineValue value, [MaybeNullWhen(false)] out MapValue? data, [NotNullWhen(false)] out string? problem)
    {
        data = null;
        problem = null;
        return value is NullValue || ValueConversion.TryMap(value, out data, out problem);
    }

    /// <summary>JSON with members sorted by name; <c>&lt;</c>, <c>&gt;</c> and <c>&amp;</c> are escaped, so that it may stand in
    /// HTML.</summary>
    public static ReadOnlyMemory<byte> Write(MapValue data) => Encoding.UTF8.GetBytes(ValueJson.Write(data)
        .Replace("<", "\\u003c", StringComparison.Ordinal)
        .Replace(">", "\\u003e", StringComparison.Ordinal)
        .Replace("&", "\\u0026", StringComparison.Ordinal));
}
