using System.Globalization;
using System.Numerics;
using System.Text;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Tasks.V1;

/// <summary>Values as 32-byte words of a contract call, as the older generation makes them.</summary>
internal static class V1Words
{
    public const int Size = 32;

    private static readonly BigInteger UnsignedEnd = BigInteger.One << 256;
    private static readonly BigInteger SignedEnd = BigInteger.One << 255;

    /// <summary>The text's UTF-8 bytes, cut or filled with zeros on the right.</summary>
    public static byte[] OfText(string text)
    {
        var word = new byte[Size];
        var bytes = Encoding.UTF8.GetBytes(text);
        bytes.AsSpan(0, Math.Min(Size, bytes.Length)).CopyTo(word);
        return word;
    }

    /// <summary>False and null are 0, all else is 1.</summary>
    public static byte[] OfBool(PipelineValue value)
    {
        var word = new byte[Size];
        word[^1] = value is NullValue or BoolValue { Value: false } ? (byte)0 : (byte)1;
        return word;
    }

    public static byte[] OfCount(int count) => Unsigned(count);

    /// <summary>The integer part of a number, if it fits.</summary>
    public static bool TryInteger(PipelineValue value, bool isSigned, out byte[] word, out string? problem)
    {
        word = [];
        if (!TryWhole(value, out var whole, out problem))
        {
            return false;
        }

        var isInRange = isSigned ? whole >= -SignedEnd && whole < SignedEnd : whole.Sign >= 0 && whole < UnsignedEnd;
        if (!isInRange)
        {
            problem = $"{Found.Value(value)} is out of the range of {(isSigned ? "int256" : "uint256")}";
            return false;
        }

        word = Unsigned(whole.Sign < 0 ? whole + UnsignedEnd : whole);
        return true;
    }

    public static PipelineValue Hex(byte[] bytes) => PipelineValue.Of("0x" + Convert.ToHexStringLower(bytes));

    private static bool TryWhole(PipelineValue value, out BigInteger whole, out string? problem)
    {
        whole = default;
        if (value is TextValue text && text.Value.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && ValueConversion.TryHex(text.Value, out var bytes))
        {
            whole = new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
            problem = null;
            return true;
        }

        if (!ValueConversion.TryDecimal(value, out var number, out problem))
        {
            return false;
        }

        var digits = number.ToString();
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        whole = BigInteger.Parse(point < 0 ? digits : digits[..point] is "" or "-" ? "0" : digits[..point], CultureInfo.InvariantCulture);
        return true;
    }

    private static byte[] Unsigned(BigInteger number)
    {
        var word = new byte[Size];
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        bytes.CopyTo(word, Size - bytes.Length);
        return word;
    }
}
