namespace Node.Tests.Profiling;

/// <summary>A function of a profile and what it came to.</summary>
internal sealed record ReadPlace(string Name, string File, int Line, long Value);
