using System.Text.RegularExpressions;
using DevChain;
using Node.Core.Storage;
using Xunit;

namespace Node.Tests.NothingLost;

/// <summary>The crash tests know each commit that the program names, and no others.</summary>
public sealed partial class CrashPointsTests
{
    [Fact]
    public void Every_mark_of_a_commit_in_the_source_is_a_point_to_be_killed_at()
    {
        var marks = Directory.EnumerateFiles(RepositoryFolder.Combine("src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Mark().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(marks, CrashPoints.AllMarks.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_commit_of_jobs_has_a_mark()
    {
        // One that does not name itself where it is begun begins with a method of the same file, or of the journal's writer, that does.
        var folder = RepositoryFolder.Combine("src", "Node.Jobs");
        foreach (var file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(file);
            if (Commit().Count(text) is var commits and > 0 && Path.GetFileName(file) is not "RunJournal.cs")
            {
                Assert.True(Mark().Count(text) + Resumer().Count(text) >= commits, $"{file} begins {commits} transactions and names fewer");
            }
        }
    }

    [Fact]
    public void There_are_at_least_25_points_on_each_engine()
    {
        Assert.InRange(CrashPoints.Of(EngineKind.Sqlite).Count, 25, 1000);
        Assert.InRange(CrashPoints.Of(EngineKind.Postgres).Count, CrashPoints.Of(EngineKind.Sqlite).Count + 1, 1000);
    }

    [GeneratedRegex("""\bMark\("([^"]+)"\)""")]
    private static partial Regex Mark();

    [GeneratedRegex("""\bdatabase\s*\.WriteAsync\(""")]
    private static partial Regex Commit();

    [GeneratedRegex("""\bresumer\.AnswerAsync\(""")]
    private static partial Regex Resumer();
}
