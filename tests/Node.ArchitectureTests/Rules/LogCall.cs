namespace Node.ArchitectureTests.Rules;

/// <summary>A log message as declared by a source-generated method.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">The line of the attribute.</param>
/// <param name="EventId">Its number; null when it has none.</param>
/// <param name="Level">The name of its level.</param>
/// <param name="Message">Its text, joined from its parts.</param>
internal sealed record LogCall(string Path, int Line, int? EventId, string Level, string Message);
