using System.Globalization;
using System.Text;

namespace Node.Jobs.Pipeline.Dot;

/// <summary>What a text in double quotes stands for. Escapes are those of Go; a line end inside is part of the text.</summary>
internal static class DotQuotedText
{
    /// <summary>Resolves escapes. A text with one that is none stays as written, quotes included, with a problem to warn
    /// of.</summary>
    /// <remarks>So does text of the form <c>"&lt;…&gt;"</c>: the field reads both so, and specs may have come to rely on
    /// it.</remarks>
    public static string Read(string raw, out string? problem)
    {
        problem = null;
        if (raw is ['<', .., '>'])
        {
            problem = "text in quotes that begins with < and ends with > keeps its quotes";
            return $"\"{raw}\"";
        }

        if (!raw.Contains('\\', StringComparison.Ordinal))
        {
            return raw;
        }

        var text = new StringBuilder(raw.Length);
        var bytes = new List<byte>();
        for (var i = 0; i < raw.Length;)
        {
            if (raw[i] == '\\' && TryByte(raw, i, out var value, out var length))
            {
                bytes.Add(value);
                i += length;
                continue;
            }

            FlushBytes(text, bytes);
            if (raw[i] != '\\')
            {
                text.Append(raw[i++]);
            }
            else if (TryRune(raw, i, out var rune, out length))
            {
                text.Append(rune.ToString());
                i += length;
            }
            else
            {
                problem = $"\\{(i + 1 < raw.Length ? raw[i + 1] : ' ')} is not an escape: the text stays as written, with its quotes";
                return $"\"{raw}\"";
            }
        }

        FlushBytes(text, bytes);
        return text.ToString();
    }

    private static bool TryRune(string raw, int at, out Rune rune, out int length)
    {
        var c = at + 1 < raw.Length ? raw[at + 1] : '\0';
        length = 2;
        var simple = c switch
        {
            'a' => '\a',
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\v',
            '\\' => '\\',
            '"' => '"',
            _ => '\0',
        };
        if (simple != '\0')
        {
            rune = new Rune(simple);
            return true;
        }

        var digits = c switch { 'u' => 4, 'U' => 8, _ => 0 };
        length = 2 + digits;
        rune = default;
        return digits > 0 && TryHex(raw, at + 2, digits, out var code) && code <= int.MaxValue
            && Rune.TryCreate((int)code, out rune);
    }

    private static bool TryByte(string raw, int at, out byte value, out int length)
    {
        length = 4;
        value = 0;
        if (at + 4 > raw.Length)
        {
            return false;
        }

        if (raw[at + 1] == 'x')
        {
            var isHex = TryHex(raw, at + 2, 2, out var code);
            value = (byte)code;
            return isHex;
        }

        var octal = 0;
        foreach (var c in raw.AsSpan(at + 1, 3))
        {
            if (c is < '0' or > '7')
            {
                return false;
            }

            octal = (octal * 8) + (c - '0');
        }

        value = (byte)octal;
        return octal <= byte.MaxValue;
    }

    private static bool TryHex(string raw, int at, int digits, out uint code)
    {
        code = 0;
        return at + digits <= raw.Length
            && uint.TryParse(raw.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code);
    }

    private static void FlushBytes(StringBuilder text, List<byte> bytes)
    {
        if (bytes.Count > 0)
        {
            text.Append(Encoding.UTF8.GetString([.. bytes]));
            bytes.Clear();
        }
    }
}
