using Node.Jobs.Pipeline;
using Node.Jobs.Pipeline.Dot;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Specs.Lint;

/// <summary>
/// A median or mean over several sources of the outside that does not say how many may fail: it then answers as long as a single
/// one is left, which whoever runs that one can use.
/// </summary>
internal sealed class MinimumSourcesRule : ILintRule
{
    private static readonly string[] Aggregates = ["median", "mean"];
    private static readonly string[] Outside = ["http", "bridge", "ethcall"];

    /// <inheritdoc/>
    public string Code => "lint.no-minimum-sources";

    /// <inheritdoc/>
    public IEnumerable<SpecFault> Check(LintSubject subject) =>
        from node in subject.Nodes
        where Aggregates.Contains(LintSubject.TypeOf(node)) && string.IsNullOrWhiteSpace(LintSubject.Attribute(node, "allowedFaults")?.Value)
        let count = subject.Sources(node, "values").Count(source => DependsOnOutside(subject, source, []))
        where count >= 2
        select LintSubject.At(
            node.Position,
            Code,
            $"task {Found.Quote(node.Name)} takes {count} sources of the outside and does not say how many may fail: one is enough for an answer",
            $"write allowedFaults={(count - 1) / 2}, so that at least {count - ((count - 1) / 2)} of {count} sources must answer");

    private static bool DependsOnOutside(LintSubject subject, DotNode node, HashSet<DotNode> seen) =>
        seen.Add(node)
        && (Outside.Contains(LintSubject.TypeOf(node)) || subject.Before(node).Any(before => DependsOnOutside(subject, before, seen)));
}
