using System.Text.RegularExpressions;
using DevChain;

namespace Node.Tests.Http.Shapes;

/// <summary>The differences that are meant: the table under a heading of <c>docs/compatibility.md</c>, which is their only place.</summary>
internal static partial class AllowedDifferences
{
    private const string Heading = "## Answers of the API";

    /// <summary>Reads them; a line may name several members.</summary>
    public static IReadOnlyList<ShapeDifference> Read() =>
    [
        .. File.ReadLines(RepositoryFolder.Combine("docs", "compatibility.md"))
            .SkipWhile(line => line != Heading).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith('|')).Skip(2)
            .SelectMany(Differences),
    ];

    private static IEnumerable<ShapeDifference> Differences(string line)
    {
        var cells = line.Split('|').Select(cell => cell.Trim()).ToArray();
        return cells is ["", var what, var fields, var there, var here, { Length: > 0 }, ""]
            ? Name().Matches(fields).Select(field => new ShapeDifference(what.Trim('`'), field.Groups[1].Value, there, here))
            : throw new FormatException($"a line of the table has not its five cells, or no reason: {line}");
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();
}
