namespace Node.ArchitectureTests.Sources;

/// <summary>A string literal.</summary>
/// <param name="Start">Where its first quote, or the sign before it, stands in the source.</param>
/// <param name="Text">What is between the quotes; holes are left as written, escaped breaks are spaces.</param>
internal sealed record TextLiteral(int Start, string Text);
