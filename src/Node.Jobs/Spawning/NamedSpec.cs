namespace Node.Jobs.Spawning;

/// <summary>A spec to apply.</summary>
/// <param name="Name">What its file is called; used in messages only.</param>
/// <param name="Text">The spec.</param>
public sealed record NamedSpec(string Name, string Text);
