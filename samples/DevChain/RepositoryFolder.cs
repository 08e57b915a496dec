namespace DevChain;

/// <summary>Where the checked-out tree is: the package lists and contracts are used from there, not copied to each output folder.</summary>
public static class RepositoryFolder
{
    private static readonly Lazy<string> LazyRoot = new(FindRoot);

    /// <summary>The folder that holds the solution.</summary>
    /// <exception cref="DirectoryNotFoundException">The program does not run from inside a checked-out tree.</exception>
    public static string Root => LazyRoot.Value;

    /// <summary>A path below <see cref="Root"/>.</summary>
    public static string Combine(params IEnumerable<string> parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Node.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException(
            $"no folder above {AppContext.BaseDirectory} holds Node.sln: run this from a checked-out copy of the repository");
    }
}
