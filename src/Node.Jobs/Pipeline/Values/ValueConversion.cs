using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text;
using Node.Eth.Primitives;

namespace Node.Jobs.Pipeline.Values;

/// <summary>What a task parameter of each kind takes. Every problem says what was found and what is accepted.</summary>
internal static class ValueConversion
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Text, or bytes that are UTF-8.</summary>
    public static bool TryText(
        PipelineValue value, [NotNullWhen(true)] out string? text, [NotNullWhen(false)] out string? problem)
    {
        text = value switch { TextValue t => t.Value, BytesValue b => DecodeUtf8(b.Span), _ => null };
        return Answer(text is not null, value, "text, or bytes that are UTF-8", out problem);
    }

    /// <summary>Bytes; text that is <c>0x</c> and whole hex pairs; other text as its UTF-8 bytes; null as no bytes.</summary>
    public static bool TryBytes(
        PipelineValue value, [NotNullWhen(true)] out byte[]? bytes, [NotNullWhen(false)] out string? problem)
    {
        bytes = value switch
        {
            BytesValue b => b.ToArray(),
            TextValue t => TryHex(t.Value, out var decoded) ? decoded : Encoding.UTF8.GetBytes(t.Value),
            NullValue => [],
            _ => null,
        };
        return Answer(bytes is not null, value, "bytes, 0x and hex digits, or text", out problem);
    }

    /// <summary>A decimal, or text in its notation.</summary>
    public static bool TryDecimal(PipelineValue value, out BigDecimal number, [NotNullWhen(false)] out string? problem)
    {
        switch (value)
        {
            case DecimalValue d:
                number = d.Value;
                problem = null;
                return true;
            case TextValue t:
                return BigDecimal.TryParse(t.Value, out number, out problem);
            default:
                number = default;
                return Answer(false, value, "a number, or text that is one", out problem);
        }
    }

    /// <summary>A boolean, or one of the texts <c>1 t T TRUE true True 0 f F FALSE false False</c>.</summary>
    public static bool TryBool(PipelineValue value, out bool boolean, [NotNullWhen(false)] out string? problem)
    {
        bool? read = value switch { BoolValue b => b.Value, TextValue t => ReadBool(t.Value), _ => null };
        boolean = read ?? false;
        return Answer(read is not null, value, "true or false", out problem);
    }

    /// <summary>The boolean that a text of the field's notation means; null when it means none.</summary>
    public static bool? ReadBool(string text) => text switch
    {
        "1" or "t" or "T" or "TRUE" or "true" or "True" => true,
        "0" or "f" or "F" or "FALSE" or "false" or "False" => false,
        _ => null,
    };

    /// <summary>A whole number without limit, or text in base 10.</summary>
    public static bool TryInteger(PipelineValue value, out BigInteger number, [NotNullWhen(false)] out string? problem)
    {
        number = default;
        BigDecimal read;
        switch (value)
        {
            case DecimalValue d:
                read = d.Value;
                break;
            case TextValue t when IsInteger(t.Value):
                if (!BigDecimal.TryParse(t.Value, out read, out problem))
                {
                    return false;
                }

                break;
            default:
                return Answer(false, value, "a whole number", out problem);
        }

        if (!read.IsInteger)
        {
            return Answer(false, value, "a whole number", out problem);
        }

        number = read.Truncate();
        problem = null;
        return true;
    }

    /// <summary>A whole number that fits 32 bits with sign.</summary>
    public static bool TryInt32(PipelineValue value, out int number, [NotNullWhen(false)] out string? problem)
    {
        number = 0;
        if (!TryInteger(value, out var integer, out problem))
        {
            return false;
        }

        var fits = integer >= int.MinValue && integer <= int.MaxValue;
        number = fits ? (int)integer : 0;
        return Answer(fits, value, $"a whole number from {int.MinValue} to {int.MaxValue}", out problem);
    }

    /// <summary>A whole number from 0 to 2⁶³−1.</summary>
    public static bool TryCount(PipelineValue value, out long number, [NotNullWhen(false)] out string? problem)
    {
        number = 0;
        if (!TryInteger(value, out var integer, out problem))
        {
            return false;
        }

        var fits = integer.Sign >= 0 && integer <= long.MaxValue;
        number = fits ? (long)integer : 0;
        return Answer(fits, value, $"a whole number from 0 to {long.MaxValue}", out problem);
    }

    /// <summary>An address as <c>0x</c> text, or 20 bytes.</summary>
    public static bool TryAddress(PipelineValue value, out Address address, [NotNullWhen(false)] out string? problem)
    {
        address = default;
        var read = false;
        if (value is BytesValue { Span.Length: Address.Size } bytes)
        {
            address = new Address(bytes.Span);
            read = true;
        }
        else if (value is TextValue text)
        {
            read = Address.TryParse(text.Value, out address);
        }

        return Answer(read, value, "an address: 0x and 40 hex digits, or 20 bytes", out problem);
    }

    /// <summary>A hash as <c>0x</c> text, or 32 bytes.</summary>
    public static bool TryHash(PipelineValue value, out Hash32 hash, [NotNullWhen(false)] out string? problem)
    {
        hash = default;
        var read = false;
        if (value is BytesValue { Span.Length: Hash32.Size } bytes)
        {
            hash = new Hash32(bytes.Span);
            read = true;
        }
        else if (value is TextValue text)
        {
            read = Hash32.TryParse(text.Value, out hash);
        }

        return Answer(read, value, "a hash: 0x and 64 hex digits, or 32 bytes", out problem);
    }

    /// <summary>A list of hashes, or JSON text of one.</summary>
    public static bool TryHashes(
        PipelineValue value, [NotNullWhen(true)] out IReadOnlyList<Hash32>? hashes, [NotNullWhen(false)] out string? problem)
    {
        hashes = null;
        if (!TryList(value, out var list, out problem))
        {
            return false;
        }

        var read = new Hash32[list.Items.Count];
        for (var i = 0; i < read.Length; i++)
        {
            if (!TryHash(list.Items[i], out read[i], out problem))
            {
                return false;
            }
        }

        hashes = read;
        return true;
    }

    /// <summary>A map, JSON text of one, or null for none.</summary>
    public static bool TryMap(
        PipelineValue value, [NotNullWhen(true)] out MapValue? map, [NotNullWhen(false)] out string? problem)
    {
        map = null;
        if (!TryStructure(value, out var structure, out problem))
        {
            return false;
        }

        map = structure switch { MapValue m => m, NullValue => MapValue.Empty, _ => null };
        return Answer(map is not null, structure, "a map, or JSON text of one", out problem);
    }

    /// <summary>A list, JSON text of one, or null for none.</summary>
    public static bool TryList(
        PipelineValue value, [NotNullWhen(true)] out ListValue? list, [NotNullWhen(false)] out string? problem)
    {
        list = null;
        if (!TryStructure(value, out var structure, out problem))
        {
            return false;
        }

        list = structure switch { ListValue l => l, NullValue => new ListValue([]), _ => null };
        return Answer(list is not null, structure, "a list, or JSON text of one", out problem);
    }

    /// <summary>Text that is <c>0x</c> and whole pairs of hex digits.</summary>
    public static bool TryHex(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (!text.StartsWith("0x", StringComparison.Ordinal) || text.Length % 2 != 0
            || text.AsSpan(2).ContainsAnyExcept(HexDigits.All))
        {
            return false;
        }

        bytes = Convert.FromHexString(text.AsSpan(2));
        return true;
    }

    private static bool TryStructure(
        PipelineValue value, [NotNullWhen(true)] out PipelineValue? structure, [NotNullWhen(false)] out string? problem)
    {
        structure = value;
        problem = null;
        return value is not (TextValue or BytesValue)
            || (TryText(value, out var text, out problem) && JsonValueReader.TryReadWhole(text, out structure, out problem));
    }

    private static bool IsInteger(string text)
    {
        var digits = text is ['-' or '+', ..] ? text.AsSpan(1) : text;
        return !digits.IsEmpty && !digits.ContainsAnyExceptInRange('0', '9');
    }

    private static string? DecodeUtf8(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static bool Answer(bool ok, PipelineValue value, string accepted, [NotNullWhen(false)] out string? problem)
    {
        problem = ok ? null : string.Create(CultureInfo.InvariantCulture, $"found {Found.Value(value)}, accepted is {accepted}");
        return ok;
    }
}
