using Node.Jobs.Pipeline;
using Node.Jobs.Pipeline.Dot;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Pipeline.Variables;

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
        where IsScaling(subject, node)
        let earlier = EarlierScaling(subject, node, [])
        where earlier is not null
        select LintSubject.At(
            LintSubject.Attribute(node, "times")!.ValueAt,
            Code,
            $"task {Found.Quote(node.Name)} multiplies by {Factor(subject, node)} what task {Found.Quote(earlier.Name)} has multiplied by {Factor(subject, earlier)} already",
            "multiply once, by what the contract expects; two steps that are meant can be one factor");

    private static DotNode? EarlierScaling(LintSubject subject, DotNode node, HashSet<DotNode> seen)
    {
        foreach (var source in Values(subject, node))
        {
            if (!seen.Add(source) || LintSubject.TypeOf(source) == "divide")
            {
                continue;
            }

            if (IsScaling(subject, source))
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
        "lookup" => subject.Inputs(node),
        "merge" => subject.Sources(node, "left").Concat(subject.Sources(node, "right")),
        _ => [],
    };

    private static bool IsScaling(LintSubject subject, DotNode node)
    {
        if (LintSubject.TypeOf(node) != "multiply" || Factor(subject, node) is not { } times
            || !BigDecimal.TryParse(times, out var factor, out _) || factor.CompareTo(Ten) < 0)
        {
            return false;
        }

        var digits = factor.ToString();
        return digits[0] == '1' && digits.AsSpan(1).TrimEnd('0').IsEmpty;
    }

    // The factor as it is written, or as a memo holds it that times names.
    private static string? Factor(LintSubject subject, DotNode node)
    {
        var text = LintSubject.Attribute(node, "times")?.Value.Trim();
        return text is not null && ExpressionSyntax.TryWhole(text, out var path) && subject.Find(path) is { } named && LintSubject.TypeOf(named) == "memo"
            ? LintSubject.Attribute(named, "value")?.Value.Trim() : text;
    }
}
