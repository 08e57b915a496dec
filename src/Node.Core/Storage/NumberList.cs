using System.Globalization;

namespace Node.Core.Storage;

/// <summary>Numbers as one parameter of a statement: what <see cref="ISqlDialect.InNumbers"/> takes.</summary>
public static class NumberList
{
    /// <summary>The numbers as a JSON list.</summary>
    public static string ToJson(IEnumerable<long> numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        return "[" + string.Join(',', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))) + "]";
    }
}
