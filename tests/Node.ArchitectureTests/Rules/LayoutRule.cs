using System.Text.RegularExpressions;

namespace Node.ArchitectureTests.Rules;

/// <summary>The page on the layout names every folder of <c>src</c> and none that is not planned.</summary>
internal static partial class LayoutRule
{
    /// <summary>The page.</summary>
    public const string Page = "docs/layout.md";

    /// <summary>The folders that a page describes: <c>Node.Core/Http</c> for a line that begins with <c>`Http/`</c> under a heading that names Node.Core.</summary>
    public static IReadOnlySet<string> Described(string page)
    {
        var described = new HashSet<string>();
        var project = "";
        foreach (var line in page.Split('\n'))
        {
            if (Heading().Match(line) is { Success: true } heading)
            {
                project = heading.Groups["project"].Value;
            }
            else if (Entry().Match(line) is { Success: true } entry && project.Length > 0)
            {
                described.Add($"{project}/{entry.Groups["folder"].Value}");
            }
        }

        return described;
    }

    /// <summary>Folders without a line, and lines without a folder in the plan or on disk.</summary>
    public static IEnumerable<Fault> Check(string page, IReadOnlySet<string> folders, IReadOnlySet<string> planned)
    {
        var described = Described(page);
        foreach (var folder in folders.Except(described).Order(StringComparer.Ordinal))
        {
            yield return new Fault(Page, 1, $"{folder} has no line: say in one what lives there");
        }

        foreach (var folder in described.Except(folders).Except(planned).Order(StringComparer.Ordinal))
        {
            yield return new Fault(Page, 1, $"{folder} is described and is not there");
        }
    }

    [GeneratedRegex("""^#+ .*`src/(?<project>[\w.]+)`|^#+ (?<project>)""")]
    private static partial Regex Heading();

    [GeneratedRegex("""^\s*(?:[-|]\s*)?`(?<folder>[\w/]+)/`""")]
    private static partial Regex Entry();
}
