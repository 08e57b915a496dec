namespace Node.Jobs.Pipeline.Dot;

/// <summary>One <c>name = value</c> of a node.</summary>
/// <param name="Name">As written.</param>
/// <param name="Value">Without quotes or brackets, escapes resolved.</param>
/// <param name="NameAt">Where the name is.</param>
/// <param name="ValueAt">Where the value is.</param>
internal sealed record DotAttribute(string Name, string Value, SourcePosition NameAt, SourcePosition ValueAt);
