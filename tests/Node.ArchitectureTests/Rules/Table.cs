namespace Node.ArchitectureTests.Rules;

/// <summary>A table as a migration creates it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Project">The project whose migration it is.</param>
/// <param name="Path">The migration.</param>
internal sealed record Table(string Name, string Project, string Path);
