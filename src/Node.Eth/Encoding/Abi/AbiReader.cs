using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Node.Eth.Primitives;

namespace Node.Eth.Encoding.Abi;

/// <summary>One decoding. Positions are absolute; an offset counts from the first head of the list or tuple it stands in.</summary>
internal ref struct AbiReader(ReadOnlySpan<byte> data, AbiPath path, AbiLimits limits)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _data = data;
    private long _decodedBytes;

    /// <summary>One value for each parameter, whose heads start at <paramref name="origin"/>.</summary>
    public object[] Components(IReadOnlyList<AbiParameter> parameters, int origin)
    {
        var values = new object[parameters.Count];
        var at = origin;
        for (var i = 0; i < values.Length; i++)
        {
            path.Enter(i);
            values[i] = Value(parameters[i].Type, at, origin);
            path.Leave();
            at += parameters[i].Type.HeadBytes;
        }

        return values;
    }

    /// <summary>The value whose head is at <paramref name="at"/>.</summary>
    private object Value(AbiType type, int at, int origin)
    {
        Charge(32);
        if (type.IsWord)
        {
            return Word(type, WordAt(at));
        }

        var start = type.IsDynamic ? origin + Count(at, _data.Length - origin, "an offset") : at;
        switch (type.Kind)
        {
            case AbiKind.Bytes:
                return Content(start).ToArray();
            case AbiKind.Text:
                return Text(Content(start));
            case AbiKind.Tuple:
                return Components(type.Components, start);
            case AbiKind.FixedArray:
                return Elements(type.Element!, type.Size, start);
            default:
                // Counted against what is left before anything of that size is made.
                var length = Count(start, (_data.Length - start - 32) / type.Element!.HeadBytes, "the length of a list");
                return Elements(type.Element, length, start + 32);
        }
    }

    private object[] Elements(AbiType element, int count, int origin)
    {
        Charge(32L * count);
        var values = new object[count];
        for (var i = 0; i < count; i++)
        {
            path.Enter(i);
            values[i] = Value(element, origin + (i * element.HeadBytes), origin);
            path.Leave();
        }

        return values;
    }

    private ReadOnlySpan<byte> Content(int start)
    {
        var length = Count(start, _data.Length - start - 32, "the length of a byte string");
        Charge(length);
        return _data.Slice(start + 32, length);
    }

    private readonly string Text(ReadOnlySpan<byte> content)
    {
        try
        {
            return StrictUtf8.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            throw path.Fault(AbiFault.BadData, "the text is not UTF-8");
        }
    }

    /// <summary>A word that counts bytes or elements, of which there can be at most <paramref name="max"/>.</summary>
    private readonly int Count(int at, int max, string what)
    {
        var word = WordAt(at);
        if (word[..28].ContainsAnyExcept((byte)0) || BinaryPrimitives.ReadUInt32BigEndian(word[28..]) > (uint)Math.Max(max, 0))
        {
            throw path.Fault(AbiFault.BadData, $"{what} leads beyond the {_data.Length} bytes of data");
        }

        return BinaryPrimitives.ReadInt32BigEndian(word[28..]);
    }

    private readonly object Word(AbiType type, ReadOnlySpan<byte> word)
    {
        switch (type.Kind)
        {
            case AbiKind.UintN or AbiKind.IntN when type.Size % 8 != 0:
                return OddNumber(type, word);
            case AbiKind.UintN:
                CheckFill(word[..(32 - (type.Size / 8))], 0, type);
                return new BigInteger(word, isUnsigned: true, isBigEndian: true);
            case AbiKind.IntN:
                var digits = word[(32 - (type.Size / 8))..];
                CheckFill(word[..^digits.Length], (digits[0] & 0x80) != 0 ? (byte)0xff : (byte)0, type);
                return new BigInteger(digits, isUnsigned: false, isBigEndian: true);
            case AbiKind.Address:
                CheckFill(word[..12], 0, type);
                return new Address(word[12..]);
            case AbiKind.Bool:
                CheckFill(word[..31], 0, type);
                return word[31] <= 1 ? word[31] == 1 : throw path.Fault(AbiFault.BadData, "a bool is neither 0 nor 1");
            case AbiKind.FixedBytes:
                return word[..type.Size].ToArray(); // what is behind them is padding, as behind bytes of any length
            default:
                CheckFill(word[type.Size..], 0, type);
                return word[..type.Size].ToArray();
        }
    }

    // A width that no contract has, see AbiLimits.AnyWidth.
    private readonly BigInteger OddNumber(AbiType type, ReadOnlySpan<byte> word)
    {
        var isSigned = type.Kind == AbiKind.IntN;
        var number = new BigInteger(word, isUnsigned: !isSigned, isBigEndian: true);
        var bits = (number.Sign < 0 ? -number - 1 : number).GetBitLength() + (isSigned ? 1 : 0);
        return bits <= type.Size ? number : throw path.Fault(AbiFault.BadData, $"the word holds more than a {type}");
    }

    private readonly void CheckFill(ReadOnlySpan<byte> unused, byte fill, AbiType type)
    {
        if (unused.ContainsAnyExcept(fill))
        {
            throw path.Fault(AbiFault.BadData, $"the word holds more than a {type}");
        }
    }

    private readonly ReadOnlySpan<byte> WordAt(int at) =>
        at <= _data.Length - 32
            ? _data.Slice(at, 32)
            : throw path.Fault(AbiFault.BadData, $"the data ends after {_data.Length} bytes, inside this value");

    private void Charge(long count)
    {
        _decodedBytes += count;
        if (_decodedBytes > limits.DecodedBytesMax)
        {
            throw path.Fault(AbiFault.LimitCrossed, $"the decoded values are over the limit of {limits.DecodedBytesMax} bytes");
        }
    }
}
