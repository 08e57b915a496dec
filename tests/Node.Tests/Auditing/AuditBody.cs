using System.Text.Json.Nodes;

namespace Node.Tests.Auditing;

/// <summary>Reads records as they are written and sent.</summary>
internal static class AuditBody
{
    /// <summary>The number of a record.</summary>
    public static long SequenceOf(string text) => JsonNode.Parse(text)!["sequence"]!.GetValue<long>();

    /// <summary>The act of a record.</summary>
    public static string ActOf(string text) => JsonNode.Parse(text)!["eventID"]!.GetValue<string>();

    /// <summary>All lines in the files of a folder, oldest first.</summary>
    public static string[] LinesOf(string folder) =>
        [.. Directory.EnumerateFiles(folder, "audit-*.jsonl").Order(StringComparer.Ordinal).SelectMany(ReadShared)];

    private static string[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
