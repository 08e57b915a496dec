using System.Numerics;
using Node.Core.Randomness;
using Node.Eth.Primitives;

namespace Node.Eth.Signatures.Secp256k1;

/// <summary>
/// The operations on scalars by the names of the field's vectors. Each says what <see cref="Scalar"/> has it from, and takes the same time
/// for every value, unless it takes a number.
/// </summary>
public static class Scalars
{
    /// <summary>The sum.</summary>
    public static Scalar Add(in Scalar a, in Scalar b) => a + b;

    /// <summary>The difference.</summary>
    public static Scalar Sub(in Scalar a, in Scalar b) => a - b;

    /// <summary>The product.</summary>
    public static Scalar Mul(in Scalar a, in Scalar b) => a * b;

    /// <summary>The quotient.</summary>
    /// <exception cref="CurveException">The divisor is zero.</exception>
    public static Scalar Div(in Scalar a, in Scalar b) => a / b;

    /// <summary>The negative.</summary>
    public static Scalar Neg(in Scalar a) => -a;

    /// <summary>The inverse: <see cref="Scalar.Inverse"/>.</summary>
    /// <exception cref="CurveException">It is zero.</exception>
    public static Scalar Inv(in Scalar a) => a.Inverse();

    /// <summary>Equality of the numbers.</summary>
    public static bool Equal(in Scalar a, in Scalar b) => a == b;

    /// <summary>A small number of any sign: <see cref="Scalar.FromInt64"/>.</summary>
    public static Scalar SetInt64(long value) => Scalar.FromInt64(value);

    /// <summary>Hash to scalar, bytes of any length: <see cref="Scalar.Reduce(ReadOnlySpan{byte})"/>.</summary>
    public static Scalar SetBytes(ReadOnlySpan<byte> bytes) => Scalar.Reduce(bytes);

    /// <summary>A number of any size and sign, reduced; the caller's number stays as it is: <see cref="Scalar.Reduce(BigInteger)"/>.</summary>
    public static Scalar IntToScalar(BigInteger value) => Scalar.Reduce(value);

    /// <summary>Whether a number is a scalar as it stands: <see cref="Scalar.Represents"/>.</summary>
    public static bool RepresentsScalar(BigInteger value) => Scalar.Represents(value);

    /// <summary>The 32 bytes as a hash: <see cref="Scalar.ToHash"/>.</summary>
    public static Hash32 ScalarToHash(in Scalar a) => a.ToHash();

    /// <summary>The 32 bytes: <see cref="Scalar.ToBytes"/>.</summary>
    public static byte[] Marshal(in Scalar a) => a.ToBytes();

    /// <summary>Reads 32 bytes: <see cref="Scalar.Parse"/>.</summary>
    /// <exception cref="CurveException">Another length, or not below the order.</exception>
    public static Scalar Unmarshal(ReadOnlySpan<byte> bytes) => Scalar.Parse(bytes);

    /// <summary>A uniform scalar that is not zero: <see cref="Scalar.Pick"/>.</summary>
    /// <exception cref="CurveException">The source gives none.</exception>
    public static Scalar Pick(IRandomSource random) => Scalar.Pick(random);
}
