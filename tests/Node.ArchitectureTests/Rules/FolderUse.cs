namespace Node.ArchitectureTests.Rules;

/// <summary>A line of one folder that names something of another.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">Its line.</param>
/// <param name="FromProject">The project of the file.</param>
/// <param name="From">Its folders inside the project, joined by slashes; empty at the root.</param>
/// <param name="ToProject">The project named.</param>
/// <param name="To">The folders named.</param>
internal sealed record FolderUse(string Path, int Line, string FromProject, string From, string ToProject, string To)
{
    /// <summary>The first of the folders of the file.</summary>
    public string FromTop => From.Split('/')[0];

    /// <summary>The first of the folders named.</summary>
    public string ToTop => To.Split('/')[0];
}
