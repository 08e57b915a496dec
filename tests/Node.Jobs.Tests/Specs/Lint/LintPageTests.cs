using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Node.Jobs.Specs;
using Node.Jobs.Specs.Lint;
using Xunit;

namespace Node.Jobs.Tests.Specs.Lint;

/// <summary>The page of codes and the code say the same.</summary>
public sealed partial class LintPageTests
{
    [Fact]
    public void Every_code_stands_on_the_page_and_nothing_else_does()
    {
        var root = Root();
        var pipeline = Directory.EnumerateFiles(Path.Combine(root, "src", "Node.Jobs", "Pipeline"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => PipelineCode().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value));
        var specs = typeof(SpecCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);
        var written = PageCode().Matches(File.ReadAllText(Path.Combine(root, "docs", "operating", "lint.md"))).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(written.Distinct(), written);
        Assert.Equal(
            pipeline.Concat(specs).Concat(LintRules.All.Select(rule => rule.Code)).Append("file").Distinct().Order(StringComparer.Ordinal),
            written.Order(StringComparer.Ordinal));
    }

    private static string Root([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", ".."));

    // What a span is tagged with is no code.
    [GeneratedRegex("(?<!SetTag\\()\"((?:dot|task|graph|pipeline)\\.[a-z-]+)\"")]
    private static partial Regex PipelineCode();

    [GeneratedRegex("^\\| `([a-z.0-9-]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex PageCode();
}
