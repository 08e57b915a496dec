namespace Node.Commands;

/// <summary>The specs that files and folders on the command line stand for.</summary>
internal static class SpecFiles
{
    /// <summary>Files as they are, of a folder every <c>*.toml</c> in it and below, each in order of its name.</summary>
    /// <exception cref="IOException">Something named is not there, or a folder has no spec.</exception>
    /// <exception cref="UnauthorizedAccessException">Something may not be read.</exception>
    public static IReadOnlyList<string> Find(IEnumerable<string> named)
    {
        List<string> files = [];
        foreach (var name in named)
        {
            if (!Directory.Exists(name))
            {
                files.Add(name);
                continue;
            }

            var found = Directory.EnumerateFiles(name, "*.toml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
            if (found.Count == 0)
            {
                throw new IOException($"the folder {name} has no *.toml");
            }

            files.AddRange(found);
        }

        return files;
    }
}
