using Node.Jobs.Specs.V1;

namespace Node.Commands;

/// <summary>The specs that files and folders on the command line stand for.</summary>
internal static class SpecFiles
{
    /// <summary>
    /// Files as they are, of a folder every <c>*.toml</c> in it and below, and every <c>*.json</c> that holds a job of the older generation,
    /// each in order of its name.
    /// </summary>
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

            var found = Directory.EnumerateFiles(name, "*", SearchOption.AllDirectories).Where(IsSpec).Order(StringComparer.Ordinal).ToList();
            if (found.Count == 0)
            {
                throw new IOException($"the folder {name} has no *.toml, and no *.json with a job of the older generation");
            }

            files.AddRange(found);
        }

        return files;
    }

    // Other things are JSON too; what is meant to be a job has one of these two members, also when it is broken otherwise.
    private static bool IsSpec(string file)
    {
        if (file.EndsWith(".toml", StringComparison.Ordinal))
        {
            return true;
        }

        if (!file.EndsWith(".json", StringComparison.Ordinal))
        {
            return false;
        }

        var text = File.ReadAllText(file);
        return V1Conversion.IsV1(text)
            && (text.Contains("\"initiators\"", StringComparison.OrdinalIgnoreCase) || text.Contains("\"assignment\"", StringComparison.OrdinalIgnoreCase));
    }
}
