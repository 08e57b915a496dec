using System.Runtime.CompilerServices;

namespace Node.Jobs.Tests.Corpus;

/// <summary>
/// A spec of the corpus with what is to be said of it: <c>accept</c>, or a line for each finding, <c>fault CODE at LINE:COLUMN</c> or
/// <c>warn CODE at LINE:COLUMN</c>. In TOML they are the first lines, after <c># expect: </c>; beside a file of JSON lies an <c>.expect</c>.
/// </summary>
/// <param name="Name">The path from the folder of the corpus.</param>
/// <param name="Text">The text, with a byte order mark where there is one.</param>
/// <param name="Expected">The lines, in order of the alphabet.</param>
internal sealed record CorpusFile(string Name, string Text, IReadOnlyList<string> Expected)
{
    private const string Mark = "# expect: ";

    /// <summary>Where the corpus lies.</summary>
    public static string Folder { get; } = Here();

    /// <summary>Every spec that says what is to be said of it, in order of its path.</summary>
    public static IReadOnlyList<CorpusFile> All { get; } =
    [
        .. from folder in (string[])["accepted", "warned", "refused", "v1"]
        from path in Directory.EnumerateFiles(Path.Combine(Folder, folder)).Order(StringComparer.Ordinal)
        where Path.GetExtension(path) is ".toml" or ".json"
        select Read(Path.GetRelativePath(Folder, path)),
    ];

    /// <summary>Whether it is of the older generation.</summary>
    public bool IsV1 => Name.EndsWith(".json", StringComparison.Ordinal);

    /// <summary>Whether nothing stands against it but warnings.</summary>
    public bool IsAccepted => !Expected.Any(static line => line.StartsWith("fault ", StringComparison.Ordinal));

    private static CorpusFile Read(string name)
    {
        var text = System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(Folder, name)));
        var lines = name.EndsWith(".json", StringComparison.Ordinal)
            ? File.ReadLines(Path.Combine(Folder, Path.ChangeExtension(name, ".expect")))
            : text.TrimStart('\uFEFF').Split('\n').TakeWhile(static line => line.StartsWith(Mark, StringComparison.Ordinal))
                .Select(static line => line[Mark.Length..].TrimEnd());
        return new CorpusFile(name, text, [.. lines.Order(StringComparer.Ordinal)]);
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
