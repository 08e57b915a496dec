using System.Text.RegularExpressions;
using Xunit;

namespace Node.Jobs.Tests.Specs.Lint;

/// <summary>The page of codes and the code say the same.</summary>
public sealed partial class LintPageTests
{
    [Fact]
    public void Every_code_stands_on_the_page_and_nothing_else_does()
    {
        var page = File.ReadAllText(Path.Combine(KnownCodes.Root, "docs", "operating", "lint.md"));
        var written = PageCode().Matches(page).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(written.Distinct(), written);
        Assert.Equal(KnownCodes.All.Append("file").Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("^\\| `([a-z.0-9-]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex PageCode();
}
