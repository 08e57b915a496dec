namespace Node.ArchitectureTests.Sources;

/// <summary>The files of this repository as they lie on disk.</summary>
internal static class Repository
{
    private static readonly string[] Made = ["bin", "obj", "node_modules", "artifacts", "TestResults", "data", ".git", ".vs", ".idea"];

    private static readonly string[] Binary = [".png", ".ico", ".jpg", ".gz", ".zip", ".db", ".woff2"];

    private static readonly Lazy<IReadOnlyList<SourceFile>> Read = new(ReadAll);

    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every text file, but for what a build or a package manager makes.</summary>
    public static IReadOnlyList<SourceFile> Files => Read.Value;

    /// <summary>All C# files of the top folders named.</summary>
    public static IReadOnlyList<SourceFile> CSharp(params string[] areas) =>
        [.. Files.Where(file => file.Path.EndsWith(".cs", StringComparison.Ordinal) && areas.Contains(file.Path.Split('/')[0]))];

    /// <summary>All C# of the program, its tests, samples and benchmarks.</summary>
    public static IReadOnlyList<SourceFile> AllCSharp => CSharp("src", "tests", "samples", "bench");

    /// <summary>The text of one file.</summary>
    public static string TextOf(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Node.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No Node.sln above {AppContext.BaseDirectory}: run the tests inside the repository.");
    }

    private static List<SourceFile> ReadAll()
    {
        var files = new List<SourceFile>();
        Collect(new DirectoryInfo(Root), files);
        return files;
    }

    private static void Collect(DirectoryInfo folder, List<SourceFile> files)
    {
        foreach (var file in folder.EnumerateFiles().OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            // In a linked working tree `.git` is a file and names a path of the machine.
            if (file.Name != ".git" && !Binary.Contains(file.Extension, StringComparer.OrdinalIgnoreCase))
            {
                var path = Path.GetRelativePath(Root, file.FullName).Replace('\\', '/');
                files.Add(new SourceFile(path, File.ReadAllText(file.FullName).ReplaceLineEndings("\n")));
            }
        }

        foreach (var child in folder.EnumerateDirectories().OrderBy(child => child.Name, StringComparer.Ordinal))
        {
            if (!Made.Contains(child.Name, StringComparer.Ordinal))
            {
                Collect(child, files);
            }
        }
    }
}
