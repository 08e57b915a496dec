using System.Globalization;
using Node.Jobs.Pipeline;
using Node.Jobs.Pipeline.Dot;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Specs.Lint;

/// <summary>
/// An aggregate over several sources of the outside that does not say how many may fail, or lets all but one: it then answers as
/// long as a single one is left, which whoever runs that one can use. An <c>any</c> always does.
/// </summary>
internal sealed class MinimumSourcesRule : ILintRule
{
    private static readonly string[] Aggregates = ["median", "mean", "mode", "sum", "any"];
    private static readonly string[] Outside = ["http", "bridge", "ethcall"];

    /// <inheritdoc/>
    public string Code => "lint.no-minimum-sources";

    /// <inheritdoc/>
    public IEnumerable<SpecFault> Check(LintSubject subject) =>
        from node in subject.Nodes
        where Aggregates.Contains(LintSubject.TypeOf(node))
        let count = subject.Sources(node, "values").Count(source => DependsOnOutside(subject, source, []))
        where count >= 2 && MayAllButOneFail(node, count)
        select LintSubject.At(node.Position, Code, Problem(node, count), Fix(node, count));

    private static bool MayAllButOneFail(DotNode node, int count)
    {
        var given = LintSubject.Attribute(node, "allowedFaults")?.Value.Trim();
        return string.IsNullOrEmpty(given)
            || (long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var faults) && faults >= count - 1);
    }

    private static string Problem(DotNode node, int count) => LintSubject.TypeOf(node) switch
    {
        "any" => $"task {Found.Quote(node.Name)} takes any of {count} sources of the outside: each of them can decide the answer alone",
        "sum" => $"task {Found.Quote(node.Name)} adds {count} sources of the outside and lets all but one fail: what fails is missing from the sum",
        _ => $"task {Found.Quote(node.Name)} takes {count} sources of the outside and does not say how many may fail, or lets all but one: one is enough for an answer",
    };

    private static string Fix(DotNode node, int count) => LintSubject.TypeOf(node) switch
    {
        "any" => $"take a median with allowedFaults={(count - 1) / 2} where the sources are to agree",
        "sum" => "write allowedFaults=0, so that every source must answer",
        _ => $"write allowedFaults={(count - 1) / 2}, so that at least {count - ((count - 1) / 2)} of {count} sources must answer",
    };

    private static bool DependsOnOutside(LintSubject subject, DotNode node, HashSet<DotNode> seen) =>
        seen.Add(node)
        && (Outside.Contains(LintSubject.TypeOf(node)) || subject.Before(node).Any(before => DependsOnOutside(subject, before, seen)));
}
