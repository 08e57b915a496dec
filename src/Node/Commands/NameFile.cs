using Node.Core.Text;

namespace Node.Commands;

/// <summary>A file with one name a line; blank lines mean nothing.</summary>
internal static class NameFile
{
    /// <summary>Reads one name.</summary>
    /// <param name="text">The line, without space around it.</param>
    /// <param name="name">The name.</param>
    /// <param name="problem">Why it is none.</param>
    internal delegate bool Rule(string text, out string? name, out string? problem);

    /// <summary>The names of a file. Null after a message when it cannot be read.</summary>
    public static async Task<IReadOnlyCollection<string>?> ReadAsync(
        string file, string what, Rule rule, Terminal terminal, CancellationToken cancellationToken)
    {
        try
        {
            HashSet<string> names = new(StringComparer.Ordinal);
            foreach (var line in await File.ReadAllLinesAsync(file, cancellationToken))
            {
                if (string.IsNullOrWhiteSpace(line))
                {
                    continue;
                }

                if (!rule(line.Trim(), out var name, out var problem))
                {
                    await terminal.Error.WriteLineAsync($"{file}: \"{Untrusted.Show(line)}\" is not the name of {what}: {problem}");
                    return null;
                }

                names.Add(name!);
            }

            return names;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await terminal.Error.WriteLineAsync(e.Message);
            return null;
        }
    }
}
