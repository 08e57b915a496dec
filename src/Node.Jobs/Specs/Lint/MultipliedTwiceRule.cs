using Node.Jobs.Pipeline;
using Node.Jobs.Pipeline.Dot;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Specs.Lint;

/// <summary>
/// A value that is multiplied by a power of ten and on its way again, with no division between: usually the units of a price
/// applied twice.
/// </summary>
internal sealed class MultipliedTwiceRule : ILintRule
{
    private static readonly BigDecimal Ten = new(10);

    /// <inheritdoc/>
    public string Code => "lint.multiplied-twice";

    /// <inheritdoc/>
    public IEnumerable<SpecFault> Check(LintSubject subject) =>
        from node in subject.Nodes
        where IsScaling(node)
        let earlier = EarlierScaling(subject, node, [])
        where earlier is not null
        select LintSubject.At(
            LintSubject.Attribute(node, "times")!.ValueAt,
            Code,
            $"task {Found.Quote(node.Name)} multiplies by {LintSubject.Attribute(node, "times")!.Value.Trim()} what task {Found.Quote(earlier.Name)} has multiplied by {LintSubject.Attribute(earlier, "times")!.Value.Trim()} already",
            "multiply once, by what the contract expects; two steps that are meant can be one factor");

    private static DotNode? EarlierScaling(LintSubject subject, DotNode node, HashSet<DotNode> seen)
    {
        foreach (var source in Values(subject, node))
        {
            if (!seen.Add(source) || LintSubject.TypeOf(source) == "divide")
            {
                continue;
            }

            if (IsScaling(source))
            {
                return source;
            }

            if (EarlierScaling(subject, source, seen) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    // The ways a number goes on: not through what makes a request or call data of it.
    private static IEnumerable<DotNode> Values(LintSubject subject, DotNode node) => LintSubject.TypeOf(node) switch
    {
        "multiply" => subject.Sources(node, "input"),
        "median" or "mean" or "sum" or "mode" or "any" => subject.Sources(node, "values"),
        "memo" => subject.Sources(node, "value"),
        _ => [],
    };

    private static bool IsScaling(DotNode node)
    {
        if (LintSubject.TypeOf(node) != "multiply" || LintSubject.Attribute(node, "times") is not { } times
            || !BigDecimal.TryParse(times.Value.Trim(), out var factor, out _) || factor.CompareTo(Ten) < 0)
        {
            return false;
        }

        var digits = factor.ToString();
        return digits[0] == '1' && digits.AsSpan(1).TrimEnd('0').IsEmpty;
    }
}
