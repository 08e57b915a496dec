namespace Node.ArchitectureTests.Sources;

/// <summary>A type as declared in a file.</summary>
/// <param name="Name">Its name without type parameters.</param>
/// <param name="Line">The line its declaration begins on.</param>
/// <param name="IsTopLevel">Whether it stands directly in the namespace.</param>
internal sealed record TypeDeclaration(string Name, int Line, bool IsTopLevel);
