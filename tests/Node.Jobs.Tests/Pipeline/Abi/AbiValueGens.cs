using System.Numerics;
using CsCheck;
using Node.Eth.Encoding.Abi;
using Node.Eth.Primitives;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Tests.Pipeline.Abi;

/// <summary>Random ABI types as texts, and values of pipelines that fit a type.</summary>
internal static class AbiValueGens
{
    /// <summary>A type that fills one word, so that a topic holds its value.</summary>
    public static Gen<string> Word { get; } = Gen.OneOf(
        Gen.Int[1, 32].Select(static bytes => $"uint{bytes * 8}"),
        Gen.Int[1, 32].Select(static bytes => $"int{bytes * 8}"),
        Gen.Int[1, 32].Select(static bytes => $"bytes{bytes}"),
        Gen.OneOf(Gen.Const("address"), Gen.Const("bool")));

    /// <summary>A type of up to so many levels; the parts of tuples have names.</summary>
    public static Gen<string> Type(int depth)
    {
        var flat = Gen.OneOf(Word, Word, Gen.OneOf(Gen.Const("bytes"), Gen.Const("string")));
        if (depth == 0)
        {
            return flat;
        }

        var inner = Type(depth - 1);
        return Gen.OneOf(
            flat,
            inner.Select(static element => element + "[]"),
            Gen.Select(inner, Gen.Int[1, 3], static (element, length) => $"{element}[{length}]"),
            inner.Array[1, 3].Select(static parts => $"tuple({string.Join(", ", parts.Select(static (part, i) => $"{part} p{i}"))})"));
    }

    /// <summary>A value of the type, in the form in which the decoder gives it.</summary>
    public static Gen<PipelineValue> Value(AbiType type) => type.Kind switch
    {
        AbiKind.UintN => Number(type.Size, BigInteger.Zero),
        AbiKind.IntN => Number(type.Size, BigInteger.One << (type.Size - 1)),
        AbiKind.Address => Gen.Byte.Array[20].Select(static bytes => PipelineValue.Of(new Address(bytes).ToString())),
        AbiKind.Bool => Gen.Bool.Select(PipelineValue.Of),
        AbiKind.FixedBytes => Gen.Byte.Array[type.Size].Select(PipelineValue.Of),
        AbiKind.Bytes => Gen.Byte.Array[0, 70].Select(PipelineValue.Of),
        AbiKind.Text => Gen.String[Gen.Char["az \u20ac\u07ff"], 0, 40].Select(PipelineValue.Of),
        AbiKind.Array => Value(type.Element!).Array[0, 3].Select(List),
        AbiKind.FixedArray => Value(type.Element!).Array[type.Size].Select(List),
        _ => Values([.. type.Components.Select(static component => component.Type)]).Select(values =>
            PipelineValue.Map([.. values.Select((value, i) => (type.Components[i].Name, value))])),
    };

    /// <summary>One value for each type.</summary>
    public static Gen<PipelineValue[]> Values(IReadOnlyList<AbiType> types) => types.Aggregate(
        Gen.Const(Array.Empty<PipelineValue>()),
        static (all, type) => Gen.Select(all, Value(type), static (before, value) => (PipelineValue[])[.. before, value]));

    private static PipelineValue List(PipelineValue[] items) => new ListValue(items);

    private static Gen<PipelineValue> Number(int bits, BigInteger below)
    {
        var span = BigInteger.One << bits;
        return Gen.OneOf(
            Gen.Byte.Array[bits / 8].Select(bytes => new BigInteger(bytes, isUnsigned: true) - below),
            Gen.OneOf(Gen.Const(-below), Gen.Const(span - 1 - below), Gen.Const(BigInteger.Zero), Gen.Const(BigInteger.One)))
            .Select(static number => PipelineValue.Of(number));
    }
}
