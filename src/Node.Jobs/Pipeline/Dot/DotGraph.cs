namespace Node.Jobs.Pipeline.Dot;

/// <summary>What a text says: nodes in order of first mention, arrows without repetition.</summary>
/// <param name="Nodes">The nodes.</param>
/// <param name="Edges">The arrows.</param>
/// <param name="Faults">What could not be read, and warnings.</param>
internal sealed record DotGraph(IReadOnlyList<DotNode> Nodes, IReadOnlyList<DotEdge> Edges, IReadOnlyList<SpecFault> Faults)
{
    /// <summary>Whether all of the text was understood.</summary>
    public bool IsWhole => Faults.All(static f => f.IsWarning);
}
