using System.Text.RegularExpressions;
using Node.ArchitectureTests.Sources;

namespace Node.ArchitectureTests.Rules;

/// <summary>Words that do not belong into the repository. They are put together here, so that this file has none of them.</summary>
internal static partial class WordRule
{
    private static readonly string[] Unfinished = ["TO" + "DO", "FIX" + "ME", "HA" + "CK", "NotImplemented" + "Exception", "#reg" + "ion"];

    private static readonly string[] Places =
    [
        "/wo" + "rk/", "../sh" + "ared", "work" + "place", "/ho" + "me/", "/ro" + "ot/", "/Us" + "ers/", "/t" + "mp/", ":\\Us" + "ers",
    ];

    private static readonly Regex Server = new(
        "https?://[^\\s\"'/]*(?:" + string.Join('|', "regis" + "try", "npm" + "js", "nu" + "get", "py" + "pi", "artifac" + "tory", "verdac" + "cio", "proxy\\.go" + "lang")
        + ")|\"resol" + "ved\"\\s*:\\s*\"https?:",
        RegexOptions.IgnoreCase);

    /// <summary>Work left for later, in any text.</summary>
    public static IEnumerable<Fault> Later(SourceFile file) =>
        from word in Unfinished
        let at = word[0] == '#' ? file.Text.IndexOf(word, StringComparison.Ordinal) : Words.Find(file.Text, word)
        where at >= 0
        select new Fault(file.Path, file.LineAt(at), $"{word}: finish it, or write an issue");

    /// <summary>Tests that are switched off.</summary>
    public static IEnumerable<Fault> Skipped(SourceFile file) =>
        from match in SkippedTest().Matches(file.CSharp.Code).Cast<Match>()
        select new Fault(file.Path, file.LineAt(match.Index), "a test that is skipped: make it run, or fail with what to install");

    /// <summary>Paths of one machine, and servers that packages come from.</summary>
    public static IEnumerable<Fault> Elsewhere(SourceFile file)
    {
        foreach (var word in Places)
        {
            if (file.Text.IndexOf(word, StringComparison.OrdinalIgnoreCase) is var at and >= 0)
            {
                yield return new Fault(file.Path, file.LineAt(at), $"\"{word}\" is a place on one machine");
            }
        }

        foreach (Match match in Server.Matches(file.Text))
        {
            yield return new Fault(file.Path, file.LineAt(match.Index), $"{match.Value} is a server that packages come from; the machine says which it uses");
        }
    }

    [GeneratedRegex("""\bSkip(?:When|Unless|Exceptions)?\s*=(?!=)|\bAssert\s*\.\s*Skip""")]
    private static partial Regex SkippedTest();
}
