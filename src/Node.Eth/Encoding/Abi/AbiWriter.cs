using System.Buffers.Binary;
using System.Collections;
using System.Numerics;
using System.Text;
using Node.Eth.Primitives;

namespace Node.Eth.Encoding.Abi;

/// <summary>One encoding in the making: heads are reserved first, tails appended behind them.</summary>
internal sealed class AbiWriter
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly AbiPath _path;
    private readonly AbiLimits _limits;
    private readonly int _prefixBytes;
    private byte[] _buffer;
    private int _length;

    public AbiWriter(ReadOnlySpan<byte> prefix, AbiPath path, AbiLimits limits)
    {
        _path = path;
        _limits = limits;
        _prefixBytes = prefix.Length;
        _buffer = new byte[Math.Max(256, prefix.Length)];
        prefix.CopyTo(_buffer);
        _length = prefix.Length;
    }

    public byte[] ToArray() => _buffer[.._length];

    /// <summary>Heads of all types, then the tails of the dynamic ones; offsets count from the first head.</summary>
    public void Sequence(IReadOnlyList<AbiType> types, IReadOnlyList<object?> values)
    {
        long heads = 0;
        foreach (var type in types)
        {
            heads += type.HeadBytes;
        }

        var origin = Reserve(heads);
        var at = origin;
        for (var i = 0; i < types.Count; i++)
        {
            _path.Enter(i);
            at = Head(types[i], values[i], at, origin);
            _path.Leave();
        }
    }

    private int Head(AbiType type, object? value, int at, int origin)
    {
        if (!type.IsDynamic)
        {
            InPlace(type, value, at);
            return at + type.HeadBytes;
        }

        BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(at + 28), _length - origin);
        Tail(type, value);
        return at + 32;
    }

    private void InPlace(AbiType type, object? value, int at)
    {
        if (type.IsWord)
        {
            Word(type, value, at);
            return;
        }

        var elements = Elements(type, value);
        for (var i = 0; i < elements.Count; i++)
        {
            var element = type.Element ?? type.Components[i].Type;
            _path.Enter(i);
            InPlace(element, elements[i], at);
            _path.Leave();
            at += element.HeadBytes;
        }
    }

    private void Tail(AbiType type, object? value)
    {
        switch (type.Kind)
        {
            case AbiKind.Bytes:
                Content(value as byte[] ?? throw Mismatch("bytes are", value));
                break;
            case AbiKind.Text:
                Content(value as byte[] ?? Utf8(value as string ?? throw Mismatch("a text is", value)));
                break;
            default:
                var elements = Elements(type, value);
                if (type.Kind == AbiKind.Array)
                {
                    Length(elements.Count);
                }

                Elements(type, elements);
                break;
        }
    }

    private void Elements(AbiType type, IList elements)
    {
        var element = type.Element;
        var origin = Reserve(element is null ? type.BodyBytes : (long)element.HeadBytes * elements.Count);
        var at = origin;
        for (var i = 0; i < elements.Count; i++)
        {
            _path.Enter(i);
            at = Head(element ?? type.Components[i].Type, elements[i], at, origin);
            _path.Leave();
        }
    }

    private IList Elements(AbiType type, object? value)
    {
        var list = AbiValue.AsList(value) ?? throw Mismatch("a list is", value);
        var expected = type.Kind switch
        {
            AbiKind.FixedArray => type.Size,
            AbiKind.Tuple => type.Components.Count,
            _ => list.Count,
        };
        return list.Count == expected
            ? list
            : throw _path.Fault(AbiFault.BadValue, $"{expected} elements are needed for {type} and {list.Count} given");
    }

    private void Word(AbiType type, object? value, int at)
    {
        var word = _buffer.AsSpan(at, 32);
        switch (type.Kind)
        {
            case AbiKind.UintN or AbiKind.IntN:
                Number(type, AbiValue.AsNumber(value) ?? throw Mismatch("a number is", value), word);
                break;
            case AbiKind.Address:
                (value as Address? ?? throw Mismatch("an address is", value)).CopyTo(word[12..]);
                break;
            case AbiKind.Bool:
                word[31] = value as bool? ?? throw Mismatch("a bool is", value) ? (byte)1 : (byte)0;
                break;
            default:
                var bytes = value is Hash32 hash ? hash.ToBytes() : value as byte[];
                if (bytes?.Length != type.Size)
                {
                    throw Mismatch($"{type.Size} bytes are", value);
                }

                bytes.CopyTo(word);
                break;
        }
    }

    private void Number(AbiType type, BigInteger number, Span<byte> word)
    {
        var signed = type.Kind == AbiKind.IntN;
        var magnitudeBits = (number.Sign < 0 ? -number - 1 : number).GetBitLength();
        if ((number.Sign < 0 && !signed) || magnitudeBits > type.Size - (signed ? 1 : 0))
        {
            throw _path.Fault(AbiFault.OutOfRange, $"the number is outside the range of {type}");
        }

        Span<byte> digits = stackalloc byte[33];
        number.TryWriteBytes(digits, out var count, isUnsigned: !signed, isBigEndian: true);
        word.Fill(number.Sign < 0 ? (byte)0xff : (byte)0);
        digits[..count].CopyTo(word[(32 - count)..]);
    }

    private byte[] Utf8(string text)
    {
        try
        {
            return StrictUtf8.GetBytes(text);
        }
        catch (EncoderFallbackException)
        {
            throw _path.Fault(AbiFault.BadValue, "the text holds half of a surrogate pair and has no UTF-8 form");
        }
    }

    private void Content(byte[] bytes)
    {
        Length(bytes.Length);
        var at = Reserve((bytes.Length + 31L) / 32 * 32);
        bytes.CopyTo(_buffer, at);
    }

    private void Length(int count)
    {
        var at = Reserve(32);
        BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(at + 28), count);
    }

    // Zeroed space at the end; gives where it starts. May replace the buffer: take the place first, the buffer after.
    private int Reserve(long count)
    {
        if (_length - _prefixBytes + count > _limits.EncodedBytesMax)
        {
            throw _path.Fault(AbiFault.LimitCrossed, $"the encoding is over the limit of {_limits.EncodedBytesMax} bytes");
        }

        var start = _length;
        _length += (int)count;
        if (_length > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_length, _buffer.Length * 2));
        }

        return start;
    }

    private AbiException Mismatch(string needed, object? value) =>
        _path.Fault(AbiFault.BadValue, $"{needed} needed, not {AbiValue.NameOf(value)}");
}
