namespace Node.ArchitectureTests.Rules;

/// <summary>A place that breaks a rule.</summary>
/// <param name="Path">The file, from the root of the repository.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Problem">What is wrong and what would be right.</param>
internal sealed record Fault(string Path, int Line, string Problem)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path}:{Line}: {Problem}";
}
