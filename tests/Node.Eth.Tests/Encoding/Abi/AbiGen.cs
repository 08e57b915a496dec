using System.Numerics;
using CsCheck;
using Node.Eth.Encoding.Abi;
using Node.Eth.Primitives;

namespace Node.Eth.Tests.Encoding.Abi;

/// <summary>Random types, and random values of a type.</summary>
internal static class AbiGen
{
    private static readonly Gen<AbiType> Elementary = Gen.OneOf(
        Gen.Int[1, 32].Select(bytes => AbiType.Uint(bytes * 8)),
        Gen.Int[1, 32].Select(bytes => AbiType.Int(bytes * 8)),
        Gen.Int[1, 32].Select(AbiType.FixedBytes),
        Gen.OneOf(AbiType.Address(), AbiType.Bool(), AbiType.Function(), AbiType.Bytes(), AbiType.String()));

    /// <summary>A type of up to <paramref name="depth"/> levels.</summary>
    public static Gen<AbiType> Type(int depth)
    {
        if (depth == 0)
        {
            return Elementary;
        }

        var inner = Type(depth - 1);
        return Gen.OneOf(
            Elementary,
            inner.Select(AbiType.Array),
            Gen.Select(inner, Gen.Int[1, 3], AbiType.FixedArray),
            inner.Array[1, 3].Select(types =>
                AbiType.Tuple([.. types.Select((type, i) => new AbiParameter(i % 2 == 0 ? $"f{i}" : "", type))])));
    }

    /// <summary>A value of a type.</summary>
    public static Gen<object> Value(AbiType type) => type.Kind switch
    {
        AbiKind.UintN => Number(type.Size, signed: false),
        AbiKind.IntN => Number(type.Size, signed: true),
        AbiKind.Address => Gen.Byte.Array[20].Select(bytes => (object)new Address(bytes)),
        AbiKind.Bool => Gen.Bool.Select(value => (object)value),
        AbiKind.FixedBytes or AbiKind.Function => Gen.Byte.Array[type.Size].Select(bytes => (object)bytes),
        AbiKind.Bytes => Gen.Byte.Array[0, 70].Select(bytes => (object)bytes),
        AbiKind.Text => Gen.String[Gen.Char["az €\u07ff\u0000"], 0, 40].Select(text => (object)text),
        AbiKind.Array => Value(type.Element!).Array[0, 3].Select(values => (object)values),
        AbiKind.FixedArray => Value(type.Element!).Array[type.Size].Select(values => (object)values),
        _ => Values([.. type.Components.Select(component => component.Type)]).Select(values => (object)values),
    };

    /// <summary>One value for each type.</summary>
    public static Gen<object[]> Values(IReadOnlyList<AbiType> types) => types.Aggregate(
        Gen.Const(Array.Empty<object>()),
        (all, type) => Gen.Select(all, Value(type), (object[] before, object value) => (object[])[.. before, value]));

    /// <summary>Types of up to 5 levels with a value for each.</summary>
    public static Gen<(AbiType[] Types, object[] Values)> TypesAndValues() =>
        Gen.Int[0, 5].SelectMany(Type).Array[0, 4].SelectMany(types => Values(types).Select(values => (types, values)));

    private static Gen<object> Number(int bits, bool signed)
    {
        var span = BigInteger.One << bits;
        var lowest = signed ? -(span >> 1) : BigInteger.Zero;
        return Gen.OneOf(
            Gen.Byte.Array[bits / 8].Select(bytes => (object)(new BigInteger(bytes, isUnsigned: true) + lowest)),
            Gen.OneOf<object>(lowest, lowest + span - 1, BigInteger.Zero, BigInteger.One));
    }
}
