using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Node.Jobs.Pipeline.Values;

/// <summary>A whole number times a power of ten. Adding, subtracting and multiplying are exact; dividing rounds half away from
/// zero.</summary>
/// <remarks>Every number stays within <see cref="DigitsMax"/> and <see cref="ExponentMax"/>; what would not is an error that
/// names the limit.</remarks>
public readonly struct BigDecimal : IEquatable<BigDecimal>, IComparable<BigDecimal>
{
    /// <summary>Digits of the number as <see cref="ToString"/> writes it. Default: 1024, thirteen times what 256 bits
    /// need.</summary>
    public const int DigitsMax = 1024;

    /// <summary>The power of ten, either sign. Default: 1023, as far as <see cref="DigitsMax"/> lets one digit go.</summary>
    public const int ExponentMax = DigitsMax - 1;

    /// <summary>Decimal places of a quotient when nothing else is asked for. Default: 16.</summary>
    public const int PlacesDefault = 16;

    private const double DigitsPerBit = 0.30103;

    private static readonly BigInteger[] Powers = BuildPowers();

    private readonly BigInteger _coefficient;
    private readonly int _exponent;

    /// <summary>A whole number.</summary>
    public BigDecimal(long value)
        : this(value, 0)
    {
    }

    internal BigDecimal(BigInteger coefficient, int exponent)
    {
        _coefficient = coefficient;
        _exponent = exponent;
    }

    /// <summary>Nothing.</summary>
    public static BigDecimal Zero => default;

    /// <summary>The whole number that <see cref="Exponent"/> scales.</summary>
    public BigInteger Coefficient => _coefficient;

    /// <summary>The power of ten that scales <see cref="Coefficient"/>.</summary>
    public int Exponent => _exponent;

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => _coefficient.Sign;

    /// <summary>Whether there is nothing after the point.</summary>
    public bool IsInteger => _exponent >= 0 || (_coefficient % PowerOf10(-_exponent)).IsZero;

    /// <summary>About how many characters <see cref="ToString"/> gives.</summary>
    internal int TextLengthEstimate => 2 + (int)(_coefficient.GetBitLength() * 0.302) + Math.Abs(_exponent);

    /// <summary>The number <paramref name="coefficient"/> · 10^<paramref name="exponent"/>.</summary>
    /// <exception cref="PipelineLimitException">Too many digits, or too large an exponent.</exception>
    public static BigDecimal Create(BigInteger coefficient, int exponent)
    {
        if (coefficient.IsZero)
        {
            return default;
        }

        if (Fits(ref coefficient, ref exponent))
        {
            return new BigDecimal(coefficient, exponent);
        }

        throw Math.Abs((long)exponent) > ExponentMax
            ? new PipelineLimitException(
                nameof(ExponentMax), $"a number with the exponent {exponent} is beyond the limit ExponentMax of {ExponentMax}")
            : new PipelineLimitException(
                nameof(DigitsMax), $"a number has more digits than the limit DigitsMax of {DigitsMax}");
    }

    /// <summary>Reads optional sign, digits with at most one point, optional <c>e</c> exponent; no spaces, no hex, no
    /// separators.</summary>
    /// <exception cref="FormatException">Anything else, or beyond a limit.</exception>
    public static BigDecimal Parse(string text) =>
        TryParse(text, out var value, out var problem) ? value : throw new FormatException(problem);

    /// <summary>Reads as <see cref="Parse"/>; limits are checked before any arithmetic.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The number.</param>
    /// <param name="problem">Why it is none, when false comes back.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out BigDecimal value, [NotNullWhen(false)] out string? problem) =>
        BigDecimalText.TryParse(text, out value, out problem);

    /// <summary>Exact sum.</summary>
    /// <exception cref="PipelineLimitException">The result is beyond a limit.</exception>
    public static BigDecimal operator +(BigDecimal left, BigDecimal right)
    {
        var exponent = Math.Min(left._exponent, right._exponent);
        return Create(left.At(exponent) + right.At(exponent), exponent);
    }

    /// <summary>Exact difference.</summary>
    /// <exception cref="PipelineLimitException">The result is beyond a limit.</exception>
    public static BigDecimal operator -(BigDecimal left, BigDecimal right) => left + -right;

    /// <summary>The same distance from zero on the other side.</summary>
    public static BigDecimal operator -(BigDecimal value) => new(-value._coefficient, value._exponent);

    /// <summary>Exact product.</summary>
    /// <exception cref="PipelineLimitException">The result is beyond a limit.</exception>
    public static BigDecimal operator *(BigDecimal left, BigDecimal right) =>
        Create(left._coefficient * right._coefficient, left._exponent + right._exponent);

    /// <summary>Exact sum.</summary>
    public static BigDecimal Add(BigDecimal left, BigDecimal right) => left + right;

    /// <summary>Exact difference.</summary>
    public static BigDecimal Subtract(BigDecimal left, BigDecimal right) => left - right;

    /// <summary>Exact product.</summary>
    public static BigDecimal Multiply(BigDecimal left, BigDecimal right) => left * right;

    /// <summary>The same distance from zero on the other side.</summary>
    public static BigDecimal Negate(BigDecimal value) => -value;

    /// <summary>The quotient, rounded half away from zero to <paramref name="places"/> decimal places (negative: to tens,
    /// hundreds…).</summary>
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    /// <exception cref="PipelineLimitException">The result, or <paramref name="places"/>, is beyond a limit.</exception>
    public static BigDecimal Divide(BigDecimal dividend, BigDecimal divisor, int places = PlacesDefault)
    {
        if (divisor.Sign == 0)
        {
            throw new DivideByZeroException("division by zero");
        }

        if (Math.Abs((long)places) > ExponentMax)
        {
            throw new PipelineLimitException(
                nameof(ExponentMax), $"a precision of {places} places is beyond the limit ExponentMax of {ExponentMax}");
        }

        var shift = dividend._exponent - divisor._exponent + places;
        var numerator = BigInteger.Abs(shift > 0 ? dividend._coefficient * PowerOf10(shift) : dividend._coefficient);
        var denominator = BigInteger.Abs(shift < 0 ? divisor._coefficient * PowerOf10(-shift) : divisor._coefficient);
        var quotient = BigInteger.DivRem(numerator, denominator, out var remainder);
        if (remainder * 2 >= denominator)
        {
            quotient += BigInteger.One;
        }

        return Create(dividend.Sign == divisor.Sign ? quotient : -quotient, -places);
    }

    /// <summary>The whole part: what is after the point is dropped.</summary>
    public BigInteger Truncate() =>
        _exponent >= 0 ? _coefficient * PowerOf10(_exponent) : BigInteger.Divide(_coefficient, PowerOf10(-_exponent));

    /// <inheritdoc/>
    public int CompareTo(BigDecimal other)
    {
        if (_exponent == other._exponent || Sign != other.Sign)
        {
            return Sign != other.Sign ? Sign.CompareTo(other.Sign) : _coefficient.CompareTo(other._coefficient);
        }

        var exponent = Math.Min(_exponent, other._exponent);
        return At(exponent).CompareTo(other.At(exponent));
    }

    /// <inheritdoc/>
    public bool Equals(BigDecimal other) => CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BigDecimal other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var (coefficient, exponent) = (_coefficient, _exponent);
        Strip(ref coefficient, ref exponent, int.MaxValue);
        return HashCode.Combine(coefficient, exponent);
    }

    /// <summary>Plain notation, never an exponent, no zeros at the end of the fraction.</summary>
    public override string ToString() => BigDecimalText.Format(this);

    /// <summary>Equality of value: 1.50 is 1.5.</summary>
    public static bool operator ==(BigDecimal left, BigDecimal right) => left.CompareTo(right) == 0;

    /// <summary>Inequality of value.</summary>
    public static bool operator !=(BigDecimal left, BigDecimal right) => left.CompareTo(right) != 0;

    /// <summary>Order of value.</summary>
    public static bool operator <(BigDecimal left, BigDecimal right) => left.CompareTo(right) < 0;

    /// <summary>Order of value.</summary>
    public static bool operator >(BigDecimal left, BigDecimal right) => left.CompareTo(right) > 0;

    /// <summary>Order of value.</summary>
    public static bool operator <=(BigDecimal left, BigDecimal right) => left.CompareTo(right) <= 0;

    /// <summary>Order of value.</summary>
    public static bool operator >=(BigDecimal left, BigDecimal right) => left.CompareTo(right) >= 0;

    /// <summary>10 to the <paramref name="power"/>, which is not negative.</summary>
    internal static BigInteger PowerOf10(int power) => power < Powers.Length ? Powers[power] : BigInteger.Pow(10, power);

    /// <summary>Whether the number is within the limits; where that is not plain to see, zeros at its end are moved into the
    /// exponent first.</summary>
    internal static bool Fits(ref BigInteger coefficient, ref int exponent)
    {
        if (Math.Abs((long)exponent) + (coefficient.GetBitLength() * DigitsPerBit) < DigitsMax - 2)
        {
            return true;
        }

        Strip(ref coefficient, ref exponent, int.MaxValue);
        if (Math.Abs((long)exponent) > ExponentMax)
        {
            return false;
        }

        var digitsLeft = exponent >= 0 ? DigitsMax - exponent : exponent > -DigitsMax ? DigitsMax : 0;
        return digitsLeft > 0 && BigInteger.Abs(coefficient) < PowerOf10(digitsLeft);
    }

    /// <summary>Moves zeros at the end of the coefficient into the exponent, as far as <paramref name="exponentMax"/>.</summary>
    internal static void Strip(ref BigInteger coefficient, ref int exponent, int exponentMax)
    {
        if (coefficient.IsZero)
        {
            exponent = 0;
            return;
        }

        for (var step = 512; step > 0;)
        {
            if (step <= (long)exponentMax - exponent)
            {
                var quotient = BigInteger.DivRem(coefficient, PowerOf10(step), out var remainder);
                if (remainder.IsZero)
                {
                    coefficient = quotient;
                    exponent += step;
                    continue;
                }
            }

            step /= 2;
        }
    }

    private static BigInteger[] BuildPowers()
    {
        var powers = new BigInteger[129];
        powers[0] = BigInteger.One;
        for (var i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * 10;
        }

        return powers;
    }

    private BigInteger At(int exponent) => exponent == _exponent ? _coefficient : _coefficient * PowerOf10(_exponent - exponent);
}
