using System.Numerics;
using CsCheck;
using Node.Eth.Signatures.Secp256k1;
using Node.Testing;
using Xunit;

namespace Node.Eth.Tests.Signatures.Secp256k1;

public sealed class FieldLimbsTests
{
    private static readonly int Count = TestScale.Pick(3_000, 300_000);

    [Fact]
    public void One_element_is_below_another_when_its_number_is()
    {
        BigInteger[] numbers = [.. new[] { BigInteger.Zero, Group.SchnorrXLimit, FieldElement.Prime - 2 }
            .Concat(Enumerable.Range(1, 3).Select(word => BigInteger.One << (64 * word)))
            .SelectMany(number => new[] { number, number + 1, BigInteger.Max(0, number - 1) })];
        foreach (var (left, right) in numbers.SelectMany(left => numbers.Select(right => (left, right))))
        {
            Assert.Equal(left < right, Element(left).IsBelow(Element(right)));
        }
    }

    [Fact]
    public void A_key_is_one_for_the_chain_when_its_x_is_below_the_limit()
    {
        for (var i = 1; i <= 100; i++)
        {
            var point = Group.BaseMultiplyPublic(Scalar.FromInt64(i));
            Assert.Equal(point.X.ToBigInteger() < Group.SchnorrXLimit, point.IsSchnorrPublicKey);
        }
    }

    [Fact]
    public void Products_hold_up_to_the_largest_limbs_they_may_be_given()
    {
        Gen.Select(Limbs(8), Limbs(8)).Sample(
            (a, b) =>
            {
                FieldProducts.Multiply(out var product, a, b);
                Holds(Value(a) * Value(b), product, 1);
                FieldProducts.Square(out var square, a);
                Holds(Value(a) * Value(a), square, 1);
            },
            iter: Count);
        Gen.Select(Limbs(6), Limbs(32)).Sample(
            (a, b) =>
            {
                FieldProducts.Multiply(out var product, a, b);
                Holds(Value(a) * Value(b), product, 1);
            },
            iter: Count);
    }

    [Fact]
    public void Sums_halves_and_multiples_hold_and_keep_their_magnitude() => Gen.Select(Limbs(8), Limbs(8)).Sample(
        (a, b) =>
        {
            FieldLimbs.Add(out var result, a, b);
            Holds(Value(a) + Value(b), result, 16);
            FieldLimbs.Subtract(out result, a, b, 8);
            Holds(Value(a) - Value(b), result, 17);
            FieldLimbs.Negate(out result, a, 8);
            Holds(-Value(a), result, 9);
            FieldLimbs.Times(out result, a, 3);
            Holds(3 * Value(a), result, 24);
            FieldLimbs.TimesCarried(out result, a, 21);
            Holds(21 * Value(a), result, 1);
            FieldLimbs.Half(out result, a);
            Holds(Value(a) * ((FieldElement.Prime + 1) / 2), result, 5);
            result = a;
            result.Select(b, 0);
            Assert.Equal(Value(a), Value(result));
            result.Select(b, ulong.MaxValue);
            Assert.Equal(Value(b), Value(result));
        },
        iter: Count);

    [Fact]
    public void A_normalized_number_is_below_the_prime() => Limbs(16).Sample(
        a =>
        {
            var normal = a;
            normal.Normalize();
            Assert.Equal(Value(a) % FieldElement.Prime, Value(normal));
            Assert.Equal(Value(normal).IsZero, a.IsZeroPublic());
            Assert.Equal(Value(normal).IsZero, a.ZeroMask() == ulong.MaxValue);
        },
        iter: Count);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Every_form_of_zero_is_seen(int primes)
    {
        var zero = FromValue(FieldElement.Prime * primes);
        Assert.True(zero.IsZeroPublic());
        Assert.Equal(ulong.MaxValue, zero.ZeroMask());
        ModularInverse.Of(out var inverse, zero);
        Assert.True(inverse.IsZeroPublic());
        zero.N0++;
        Assert.False(zero.IsZeroPublic());
        Assert.Equal(0UL, zero.ZeroMask());
    }

    // The short basis of the endomorphism's lattice: (a1, -b1) and (a2, a1).
    private static readonly BigInteger A1 = Hex("3086d221a7d46bcde86c90e49284eb15");
    private static readonly BigInteger MinusB1 = Hex("e4437ed6010e88286f547fa90abfe4c3");
    private static readonly BigInteger A2 = Hex("114ca50f7a8e2f3f657c1108d9d44cfd8");
    private static readonly BigInteger Largest1 = ((A1 + A2) / 2) + 1;
    private static readonly BigInteger Largest2 = ((MinusB1 + A1) / 2) + 1;

    [Fact]
    public void The_basis_is_one_of_the_lattice_and_its_largest_parts_fit_the_digits()
    {
        static BigInteger Zero(BigInteger a, BigInteger b) => (a + (b * ScalarSplit.Lambda.ToBigInteger())) % Group.Order;
        Assert.Equal(BigInteger.Zero, Zero(A1, -MinusB1));
        Assert.Equal(BigInteger.Zero, Zero(A2, A1));
        Assert.Equal(Group.Order, (A1 * A1) + (A2 * MinusB1));
        Assert.True(Largest1 < (BigInteger.One << 128) * 65 / 100 && Largest2 < (BigInteger.One << 128) * 65 / 100);
    }

    [Fact]
    public void A_split_scalar_adds_up_again_and_both_parts_are_short() => Generators.Scalars.Sample(
        k =>
        {
            ScalarSplit.Split(k, out var k1, out var k2);
            Assert.Equal(k, k1 + (k2 * ScalarSplit.Lambda));

            // Half of the sum of the basis' coordinates, and what rounding adds: (a1 + a2)/2 + 1 and (|b1| + b2)/2 + 1.
            Assert.All([(k1, Largest1), (k2, Largest2)], part => Assert.InRange(
                (part.Item1.IsHigh ? -part.Item1 : part.Item1).ToBigInteger(), BigInteger.Zero, part.Item2));
        },
        iter: Count);

    [Fact]
    public void Signed_digits_add_up_to_their_number() =>
        Gen.Select(Gen.ULong, Gen.OneOf(Gen.ULong, Gen.ULong[0, 3]), Gen.Int[2, 15], Gen.Bool).Sample(
            (low, high, width, isNegative) =>
            {
                // A digit may carry one bit past the top, so numbers stay that much below 2^128, as the parts of a scalar do.
                var value = Scalar.FromWords(low, high & (ulong.MaxValue >> 1), 0, 0);
                var digits = new short[NonAdjacentForm.Length];

                var end = NonAdjacentForm.Write(digits, value, width, isNegative);

                var sum = BigInteger.Zero;
                for (var i = digits.Length - 1; i >= 0; i--)
                {
                    sum = (sum << 1) + digits[i];
                    Assert.True(digits[i] == 0 || (i < end && digits[i] % 2 != 0 && Math.Abs((int)digits[i]) < 1 << (width - 1)));
                }

                Assert.Equal(value.ToBigInteger(), isNegative ? -sum : sum);
            },
            iter: Count);

    private static Gen<FieldLimbs> Limbs(ulong magnitude)
    {
        var most = 2 * magnitude * FieldLimbs.Mask52;
        var limb = Gen.OneOf(Gen.ULong[0, most], Generators.OneOf<ulong>(most, 0UL, FieldLimbs.Mask52, 0xFFFFEFFFFFC2F));
        var top = Gen.OneOf(Gen.ULong[0, 2 * magnitude * FieldLimbs.Mask48], Generators.OneOf<ulong>(2 * magnitude * FieldLimbs.Mask48, FieldLimbs.Mask48, 0UL));
        return Gen.Select(limb, limb, limb, limb, top).Select((a, b, c, d, e) => new FieldLimbs { N0 = a, N1 = b, N2 = c, N3 = d, N4 = e });
    }

    private static void Holds(BigInteger expected, FieldLimbs limbs, ulong magnitude)
    {
        Assert.True((expected - Value(limbs)) % FieldElement.Prime == 0, "another number came out");
        Assert.All([limbs.N0, limbs.N1, limbs.N2, limbs.N3], limb => Assert.InRange(limb, 0UL, 2 * magnitude * FieldLimbs.Mask52));
        Assert.InRange(limbs.N4, 0UL, 2 * magnitude * FieldLimbs.Mask48);
    }

    private static BigInteger Value(FieldLimbs l) =>
        l.N0 + ((BigInteger)l.N1 << 52) + ((BigInteger)l.N2 << 104) + ((BigInteger)l.N3 << 156) + ((BigInteger)l.N4 << 208);

    private static FieldLimbs FromValue(BigInteger value) => new()
    {
        N0 = (ulong)(value & FieldLimbs.Mask52),
        N1 = (ulong)((value >> 52) & FieldLimbs.Mask52),
        N2 = (ulong)((value >> 104) & FieldLimbs.Mask52),
        N3 = (ulong)((value >> 156) & FieldLimbs.Mask52),
        N4 = (ulong)(value >> 208),
    };

    private static FieldElement Element(BigInteger number)
    {
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return FieldElement.Parse([.. new byte[FieldElement.Size - bytes.Length], .. bytes]);
    }

    private static BigInteger Hex(string hex) => BigInteger.Parse("0" + hex, System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture);
}
