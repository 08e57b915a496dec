using System.Globalization;
using Node.ArchitectureTests.Rules;
using Node.ArchitectureTests.Sources;
using Node.Testing;
using Xunit;

namespace Node.ArchitectureTests;

/// <summary>Operators' alerts and runbooks name events by their numbers: a number that changes its meaning or goes is a change that somebody has to want.</summary>
public sealed class LogPageTests
{
    private const string Page = "docs/operating/logs.md";

    private static readonly IReadOnlyList<LogCall> Calls = [.. Repository.CSharp("src").SelectMany(LogRule.Calls).OrderBy(call => call.EventId)];

    [Fact]
    public void Event_ids_their_levels_and_messages_are_approved() =>
        Approved.Matches(string.Concat(Calls.Select(call => string.Create(CultureInfo.InvariantCulture, $"{call.EventId} {call.Level}: {call.Message}\n"))), "events.txt");

    [Fact]
    public void The_page_on_logs_has_every_event_from_Warning_up_and_no_other()
    {
        var expected = Calls.Where(LogRule.IsForOperators).Select(Row).ToList();
        var lines = Repository.TextOf(Page).ReplaceLineEndings("\n").Split('\n').ToList();
        if (Approved.IsWriting)
        {
            var at = lines.FindIndex(IsRow);
            lines.RemoveAll(IsRow);
            lines.InsertRange(at, expected);
            File.WriteAllText(Path.Combine(Repository.Root, Page), string.Join('\n', lines));
            return;
        }

        Assert.Equal(string.Join('\n', expected), string.Join('\n', lines.Where(IsRow)));
    }

    private static bool IsRow(string line) => line.StartsWith("| `", StringComparison.Ordinal);

    private static string Row(LogCall call)
    {
        var (what, advice) = LogRule.Halves(call);
        return string.Create(CultureInfo.InvariantCulture, $"| `{call.EventId}` | {call.Level} | {what} | {(advice == "{Advice}" ? "the line says it" : advice)} |");
    }
}
