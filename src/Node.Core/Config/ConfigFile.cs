namespace Node.Core.Config;

/// <summary>A JSON file with configuration.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="IsRequired">Whether it is a fault that it does not exist.</param>
public sealed record ConfigFile(string Path, bool IsRequired);
