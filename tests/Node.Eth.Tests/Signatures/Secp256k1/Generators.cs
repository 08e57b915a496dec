using CsCheck;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Tests.Signatures.Secp256k1;

/// <summary>Scalars and points, with those among them that are special to some step of the arithmetic.</summary>
internal static class Generators
{
    private static readonly Scalar[] Special =
    [
        Scalar.Zero, Scalar.One, -Scalar.One, Scalar.FromInt64(2), Scalar.FromInt64(-2), Scalar.FromInt64(2).Inverse(),
        ScalarSplit.Lambda, -ScalarSplit.Lambda, ScalarSplit.Lambda * ScalarSplit.Lambda,
        Scalar.Reduce([.. Enumerable.Repeat((byte)0xff, 16)]), Scalar.Reduce([1, .. new byte[16]]), Scalar.Reduce([.. Enumerable.Repeat((byte)0xff, 32)]),
        Scalar.Reduce([0x80, .. new byte[31]]), Scalar.FromInt64(63), Scalar.FromInt64(64), Scalar.FromInt64(65),
    ];

    public static Gen<Scalar> Scalars { get; } = Gen.Frequency(
        (1, OneOf(Special)),
        (1, Gen.Select(Gen.Int[0, 255], Gen.Bool).Select((bit, isNegative) => isNegative ? -PowerOfTwo(bit) : PowerOfTwo(bit))),
        (4, Gen.Byte.Array[32].Select(bytes => Scalar.Reduce(bytes))));

    public static Gen<Point> Points { get; } = Scalars.Select(k => Group.BaseMultiplyPublic(k));

    /// <summary>One of the values.</summary>
    public static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Scalar PowerOfTwo(int bit)
    {
        var bytes = new byte[32];
        bytes[31 - (bit / 8)] = (byte)(1 << (bit % 8));
        return Scalar.Reduce(bytes);
    }
}
