using Node.Jobs.Pipeline;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Specs.Lint;

/// <summary>A task among others that takes from none and that none takes from: usually an edge was forgotten.</summary>
internal sealed class LonelyTaskRule : ILintRule
{
    /// <inheritdoc/>
    public string Code => "lint.unused-task";

    /// <inheritdoc/>
    public IEnumerable<SpecFault> Check(LintSubject subject) =>
        from node in subject.Nodes
        where subject.Nodes.Count > 1 && !subject.IsWaitedFor(node) && !subject.Before(node).Any()
        select LintSubject.At(
            node.Position,
            Code,
            $"task {Found.Quote(node.Name)} is joined to no other: its result is used by none",
            $"draw an edge,  {node.Name} -> other, or remove it");
}
