using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Node.Jobs.Specs;
using Node.Jobs.Specs.Lint;

namespace Node.Jobs.Tests.Specs.Lint;

/// <summary>The codes of everything that can be said of a spec, gathered from the source: none can be forgotten.</summary>
internal static partial class KnownCodes
{
    /// <summary>The folder of the repository.</summary>
    public static string Root { get; } = Here();

    /// <summary>All of them, in order of the alphabet.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. InPipelines().Concat(Specs()).Concat(LintRules.All.Select(static rule => rule.Code)).Distinct().Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<string> InPipelines() =>
        Directory.EnumerateFiles(Path.Combine(Root, "src", "Node.Jobs", "Pipeline"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(static file => PipelineCode().Matches(File.ReadAllText(file)).Select(static match => match.Groups[1].Value));

    private static IEnumerable<string> Specs() =>
        typeof(SpecCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static field => (string)field.GetRawConstantValue()!);

    private static string Here([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", ".."));

    // What a span is tagged with is no code.
    [GeneratedRegex("(?<!SetTag\\()\"((?:dot|task|graph|pipeline)\\.[a-z-]+)\"")]
    private static partial Regex PipelineCode();
}
