namespace Node.ArchitectureTests.Sources;

/// <summary>A method, constructor or property with a body.</summary>
/// <param name="Name">Its name, for a message.</param>
/// <param name="Line">The line it begins on, after its attributes.</param>
/// <param name="LineCount">From its first line to the last of its body.</param>
internal sealed record MemberBody(string Name, int Line, int LineCount);
