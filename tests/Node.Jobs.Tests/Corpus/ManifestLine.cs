namespace Node.Jobs.Tests.Corpus;

/// <summary>A line of a <c>manifest.tsv</c>: a spec and what a node says of it.</summary>
/// <param name="File">The path from the folder of the manifest.</param>
/// <param name="Type">The job type; <c>v1</c> for the older generation.</param>
/// <param name="Verdict"><c>accept</c>, <c>reject</c>, <c>context</c> (no verdict) or <c>needs-bridge NAME</c>.</param>
/// <param name="Reason">A fragment of why it is refused, or the code of the fault; may be empty.</param>
/// <param name="Note"><c>template</c>: the text has gaps, so only a precise answer is asked of it.</param>
internal sealed record ManifestLine(string File, string Type, string Verdict, string Reason, string Note)
{
    /// <summary>Whether only a precise answer is asked for.</summary>
    public bool IsOpen => Verdict == "context" || Note == "template";

    /// <summary>The bridge without which it is refused; null for none.</summary>
    public string? Bridge => Verdict.StartsWith("needs-bridge ", StringComparison.Ordinal) ? Verdict["needs-bridge ".Length..] : null;

    /// <summary>The lines of the manifest in a folder.</summary>
    public static IReadOnlyList<ManifestLine> Read(string folder) =>
    [
        .. from line in System.IO.File.ReadLines(Path.Combine(folder, "manifest.tsv")).Skip(1)
        where line.Length > 0
        let cells = line.Split('\t')
        select new ManifestLine(cells[0], cells[1], cells[2], cells.ElementAtOrDefault(3) ?? "", cells.ElementAtOrDefault(4) ?? ""),
    ];
}
