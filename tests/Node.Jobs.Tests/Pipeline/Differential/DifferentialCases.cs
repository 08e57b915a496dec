using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Node.Jobs.Tests.Pipeline.Differential;

/// <summary>The cases with the answers of the field's node, and where we decided for another answer.</summary>
internal static class DifferentialCases
{
    /// <summary>The list of decisions: a line for each case, its id and why.</summary>
    public const string DecidedFile = "decided.tsv";

    private static readonly string Folder = Here();

    /// <summary>The cases in order of the file.</summary>
    public static IEnumerable<JsonElement> Read() =>
        File.ReadLines(Path.Combine(Folder, "pipelines.jsonl")).Select(static line => JsonSerializer.Deserialize<JsonElement>(line));

    /// <summary>The ids of the cases whose answer is another here on purpose.</summary>
    public static HashSet<string> Decided() =>
        [.. File.ReadLines(Path.Combine(Folder, DecidedFile)).Skip(1).Where(static line => line.Length > 0).Select(static line => line.Split('\t')[0])];

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
