namespace Node.Jobs.Pipeline.Dot;

/// <summary>An arrow.</summary>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Position">The arrow in the text.</param>
internal sealed record DotEdge(DotNode From, DotNode To, SourcePosition Position);
