namespace Node.ArchitectureTests.Sources;

/// <summary>A text file of the repository.</summary>
/// <param name="Path">From the root of the repository, with forward slashes.</param>
/// <param name="Text">Its content.</param>
internal sealed record SourceFile(string Path, string Text)
{
    private CSharpText? _csharp;

    /// <summary>The file read as C#.</summary>
    public CSharpText CSharp => _csharp ??= CSharpText.Of(Text);

    /// <summary>The file name without folders and without its last ending.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The folder of its project: <c>src/Node.Core</c>.</summary>
    public string ProjectPath => string.Join('/', Path.Split('/').Take(2));

    /// <summary>The name of its project: <c>Node.Core</c>.</summary>
    public string Project => Path.Split('/').ElementAtOrDefault(1) ?? "";

    /// <summary>Folders inside the project, from the top; empty for a file at its root.</summary>
    public IReadOnlyList<string> Folders => Path.Split('/') is { Length: > 3 } parts ? parts[2..^1] : [];

    /// <summary>The first folder inside the project, or an empty text.</summary>
    public string TopFolder => Folders.Count == 0 ? "" : Folders[0];

    /// <summary>The line of a position, from 1.</summary>
    public int LineAt(int position) => Text.AsSpan(0, Math.Clamp(position, 0, Text.Length)).Count('\n') + 1;

    /// <summary>How many lines the file has.</summary>
    public int LineCount => Text.Length == 0 ? 0 : Text.AsSpan().Count('\n') + (Text[^1] == '\n' ? 0 : 1);
}
