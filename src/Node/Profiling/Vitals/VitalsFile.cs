namespace Node.Profiling.Vitals;

/// <summary>A file that was gathered on demand.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">What is in it.</param>
internal sealed record VitalsFile(string Name, byte[] Content);
