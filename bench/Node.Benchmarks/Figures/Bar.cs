using System.Globalization;

namespace Node.Benchmarks.Figures;

/// <summary>What a figure has to reach.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="IsMost">Whether the limit is the most it may be; otherwise it is the least.</param>
internal sealed record Bar(double Limit, bool IsMost)
{
    public static Bar AtLeast(double limit) => new(limit, false);

    public static Bar AtMost(double limit) => new(limit, true);

    public bool IsReached(double value) => IsMost ? value <= Limit : value >= Limit;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(IsMost ? "at most" : "at least")} {Limit:#,0.##}");
}
