using System.Globalization;
using System.Numerics;
using CsCheck;
using Node.Jobs.Pipeline.Values;
using Node.Testing;
using Xunit;

namespace Node.Jobs.Tests.Pipeline.Values;

public sealed class BigDecimalTests
{
    private static readonly Gen<BigDecimal> Numbers =
        from digits in Gen.Int[1, 30]
        from coefficient in Gen.Byte.Array[digits]
        from exponent in Gen.Int[-40, 40]
        select BigDecimal.Create(new BigInteger(coefficient), exponent);

    // From one digit to as many as there may be, at either end of the exponents.
    private static readonly Gen<BigDecimal> Large =
        from bytes in Gen.Byte.Array[1, 200]
        from exponent in Gen.OneOf(Gen.Int[-1023, -900], Gen.Int[-600, -400], Gen.Int[400, 541])
        select BigDecimal.Create(new BigInteger(bytes), exponent);

    private static readonly int Cases = TestScale.Pick(10_000, 100_000);

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("007", "7")]
    [InlineData("+3", "3")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("-1.50", "-1.5")]
    [InlineData("1e18", "1000000000000000000")]
    [InlineData("83e-14", "0.00000000000083")]
    [InlineData("1E+2", "100")]
    [InlineData("115792089237316195423570985008687907853269984665640564039457584007913129639935", "115792089237316195423570985008687907853269984665640564039457584007913129639935")]
    [InlineData("123456789012345678901.5000", "123456789012345678901.5")]
    public void Text_is_read_and_written_plainly(string text, string plain) => Assert.Equal(plain, BigDecimal.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("+-1")]
    [InlineData("--1")]
    [InlineData("1.2.3")]
    [InlineData("1 2")]
    [InlineData(" 1")]
    [InlineData("1_000")]
    [InlineData("0x10")]
    [InlineData("1e")]
    [InlineData("1e5.5")]
    [InlineData("e5")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("١")]
    [InlineData("1f")]
    public void Text_that_is_no_number_is_refused_with_what_was_found(string text)
    {
        Assert.False(BigDecimal.TryParse(text, out _, out var problem));
        Assert.Contains("is not a decimal number", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_are_checked_before_arithmetic_and_named()
    {
        Assert.False(BigDecimal.TryParse(new string('9', 1_000_000), out _, out var digits));
        Assert.Contains("DigitsMax", digits, StringComparison.Ordinal);
        Assert.False(BigDecimal.TryParse("1e99999999999999999999", out _, out var exponent));
        Assert.Contains("ExponentMax", exponent, StringComparison.Ordinal);
        Assert.Equal(BigDecimal.DigitsMax, BigDecimal.Parse(new string('9', BigDecimal.DigitsMax)).ToString().Length);
        Assert.False(BigDecimal.TryParse(new string('9', BigDecimal.DigitsMax + 1), out _, out _));
        Assert.True(BigDecimal.TryParse("0e999999999", out var zero, out _));
        Assert.Equal(BigDecimal.Zero, zero);
    }

    [Fact]
    public void A_result_beyond_a_limit_names_it()
    {
        var large = BigDecimal.Parse(new string('9', BigDecimal.DigitsMax));
        Assert.Equal("DigitsMax", Assert.Throws<PipelineLimitException>(() => large * large).Limit);
        var far = BigDecimal.Parse("1e1023");
        Assert.Equal("ExponentMax", Assert.Throws<PipelineLimitException>(() => far * far).Limit);
        Assert.Equal("ExponentMax", Assert.Throws<PipelineLimitException>(() => BigDecimal.Divide(far, large, 2000)).Limit);
    }

    [Theory]
    [InlineData("1", "3", 16, "0.3333333333333333")]
    [InlineData("2", "3", 16, "0.6666666666666667")]
    [InlineData("-2", "3", 4, "-0.6667")]
    [InlineData("1", "8", 2, "0.13")]
    [InlineData("-1", "8", 2, "-0.13")]
    [InlineData("5", "2", 0, "3")]
    [InlineData("-5", "2", 0, "-3")]
    [InlineData("47", "19", 18, "2.473684210526315789")]
    [InlineData("1", "100", -1, "0")]
    [InlineData("55", "1", -1, "60")]
    public void Division_rounds_half_away_from_zero(string dividend, string divisor, int places, string quotient) =>
        Assert.Equal(quotient, BigDecimal.Divide(BigDecimal.Parse(dividend), BigDecimal.Parse(divisor), places).ToString());

    [Fact]
    public void Dividing_by_zero_throws() =>
        Assert.Throws<DivideByZeroException>(() => BigDecimal.Divide(new BigDecimal(1), BigDecimal.Zero));

    [Fact]
    public void Sums_and_products_are_those_of_rational_numbers() =>
        Gen.Select(Numbers, Numbers).Sample((a, b) => Rational(a + b) == Rational(a) + Rational(b)
            && Rational(a - b) == Rational(a) - Rational(b)
            && Rational(a * b) == Rational(a) * Rational(b)
            && a.CompareTo(b).CompareTo(0) == Rational(a).CompareTo(Rational(b)), iter: Cases);

    [Fact]
    public void A_quotient_is_within_half_a_unit_of_the_rational_one() =>
        Gen.Select(Numbers, Numbers, Gen.Int[-5, 30]).Where((_, b, _) => b.Sign != 0).Sample((a, b, places) =>
        {
            var quotient = BigDecimal.Divide(a, b, places);
            var error = Abs((Rational(quotient) * Rational(b)) - Rational(a));
            var half = Abs(Rational(b)) * (places >= 0 ? new Fraction(1, 2 * BigInteger.Pow(10, places)) : new Fraction(BigInteger.Pow(10, -places), 2));
            return error.CompareTo(half) <= 0;
        }, iter: Cases);

    [Fact]
    public void Text_comes_back_as_the_same_number() =>
        Numbers.Sample(a => BigDecimal.Parse(a.ToString()) == a && !a.ToString().Contains('E', StringComparison.Ordinal), iter: Cases);

    [Fact]
    public void Equal_numbers_have_equal_hashes() => Numbers.Where(static a => a.Exponent > -20).Sample(
        a => new BigDecimal(a.Coefficient * 1000, a.Exponent - 3) is var same && same == a && same.GetHashCode() == a.GetHashCode(), iter: Cases);

    [Fact]
    public void The_whole_part_drops_what_is_after_the_point() => Numbers.Sample(
        a => a.Truncate() == BigInteger.Divide(Rational(a).Numerator, Rational(a).Denominator) && a.IsInteger == (Rational(a) == new Fraction(a.Truncate(), 1)),
        iter: Cases);

    [Fact]
    public void Near_the_limits_a_text_is_read_exactly_or_the_limit_is_named() =>
        Gen.Select(Gen.Int[1, BigDecimal.DigitsMax + 8], Gen.Int[0, BigDecimal.DigitsMax + 8], Gen.Int[-2, 3], Gen.Int[-1100, 1100], Gen.Bool).Sample(static (count, point, lead, exponent, isNegative) =>
        {
            var digits = string.Concat(Enumerable.Range(0, count).Select(i => (char)('0' + (((i * 7) + lead + 10) % 10))));
            var fraction = point < count ? count - point : 0;
            var text = $"{(isNegative ? "-" : "")}{(fraction == 0 ? digits : $"{digits[..point]}.{digits[point..]}")}e{exponent}";
            var isRead = BigDecimal.TryParse(text, out var number, out var problem);
            var coefficient = BigInteger.Parse(digits, CultureInfo.InvariantCulture);
            var power = exponent - fraction;
            for (; !coefficient.IsZero && (coefficient % 10).IsZero; power++)
            {
                coefficient /= 10;
            }

            // What the whole number would look like written out decides, not how it is written here.
            var length = coefficient.IsZero ? 1 : coefficient.ToString(CultureInfo.InvariantCulture).Length + Math.Max(power, 0);
            var fits = count <= BigDecimal.DigitsMax && (coefficient.IsZero || (length <= BigDecimal.DigitsMax && Math.Abs(power) <= BigDecimal.ExponentMax));
            return isRead == fits && (isRead
                ? number == BigDecimal.Create(isNegative ? -coefficient : coefficient, coefficient.IsZero ? 0 : power) && BigDecimal.Parse(number.ToString()) == number
                : problem!.Contains("DigitsMax", StringComparison.Ordinal) || problem.Contains("ExponentMax", StringComparison.Ordinal));
        }, iter: Cases);

    [Fact]
    public void Arithmetic_near_the_limits_is_exact_or_names_the_limit() =>
        Gen.Select(Large, Large).Sample(static (a, b) =>
            IsExactOrNamed(static (x, y) => x + y, a, b, Rational(a) + Rational(b))
            && IsExactOrNamed(static (x, y) => x - y, a, b, Rational(a) - Rational(b))
            && IsExactOrNamed(static (x, y) => x * y, a, b, Rational(a) * Rational(b)), iter: Cases);

    private static bool IsExactOrNamed(Func<BigDecimal, BigDecimal, BigDecimal> compute, BigDecimal a, BigDecimal b, Fraction exact)
    {
        try
        {
            return Rational(compute(a, b)) == exact;
        }
        catch (PipelineLimitException e)
        {
            return e.Limit is "DigitsMax" or "ExponentMax" && e.Message.Contains(e.Limit, StringComparison.Ordinal);
        }
    }

    private static Fraction Rational(BigDecimal number) => number.Exponent >= 0
        ? new Fraction(number.Coefficient * BigInteger.Pow(10, number.Exponent), 1)
        : new Fraction(number.Coefficient, BigInteger.Pow(10, -number.Exponent));

    private static Fraction Abs(Fraction value) => new(BigInteger.Abs(value.Numerator), value.Denominator);

    /// <summary>The slow and obvious number that the fast one is held against. The denominator is positive.</summary>
    private readonly record struct Fraction(BigInteger Numerator, BigInteger Denominator)
    {
        public static Fraction operator +(Fraction a, Fraction b) => new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

        public static Fraction operator -(Fraction a, Fraction b) => a + new Fraction(-b.Numerator, b.Denominator);

        public static Fraction operator *(Fraction a, Fraction b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

        public int CompareTo(Fraction other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

        public bool Equals(Fraction other) => CompareTo(other) == 0;

        public override int GetHashCode() => 0;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
    }
}
