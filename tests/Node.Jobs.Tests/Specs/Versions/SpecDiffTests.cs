using CsCheck;
using Node.Jobs.Specs.Versions;
using Xunit;

namespace Node.Jobs.Tests.Specs.Versions;

public sealed class SpecDiffTests
{
    [Fact]
    public void Equal_texts_have_no_difference() => Assert.Equal("", SpecDiff.Unified("a\nb\n", "a\nb\n", "old", "new"));

    [Fact]
    public void A_changed_line_stands_between_its_neighbours()
    {
        const string before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
        Assert.Equal(
            "--- old\n+++ new\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n",
            SpecDiff.Unified(before, before.Replace("5", "five", StringComparison.Ordinal), "old", "new"));
    }

    [Fact]
    public void Changes_far_apart_stand_in_hunks_of_their_own_and_close_ones_together()
    {
        var lines = Enumerable.Range(1, 30).Select(i => $"line {i}").ToArray();
        var changed = lines.ToArray();
        changed[2] = "x";
        changed[8] = "y";
        changed[25] = "z";
        var diff = SpecDiff.Unified(string.Join('\n', lines), string.Join('\n', changed), "old", "new");
        Assert.Equal(["@@ -1,12 +1,12 @@", "@@ -23,7 +23,7 @@"], diff.Split('\n').Where(line => line.StartsWith("@@", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_new_text_is_all_added() => Assert.Equal("--- nothing\n+++ new\n@@ -0,0 +1,2 @@\n+a\n+b\n", SpecDiff.Unified("", "a\nb\n", "nothing", "new"));

    [Fact]
    public void Texts_too_long_to_compare_line_by_line_are_shown_as_replaced()
    {
        var before = string.Join('\n', Enumerable.Range(0, 3000).Select(i => $"a{i}"));
        var after = string.Join('\n', Enumerable.Range(0, 3000).Select(i => $"b{i}"));
        Assert.Equal(after, Apply(before, SpecDiff.Unified(before, after, "old", "new")));
    }

    [Fact]
    public void The_difference_applied_to_the_old_text_gives_the_new_one() => Gen.Select(Texts, Texts).Sample(
        pair => Assert.Equal(pair.Item2, Apply(pair.Item1, SpecDiff.Unified(pair.Item1, pair.Item2, "old", "new"))), iter: 2000);

    private static readonly Gen<string> Texts = Gen.Int[0, 3].Select(i => new[] { "a", "b", "c", "" }[i]).List[0, 30].Select(lines => string.Join('\n', lines.Append("end")));

    // What patch does: every hunk must stand where it says, and its unchanged and removed lines must be there.
    private static string Apply(string text, string diff)
    {
        if (diff.Length == 0)
        {
            return text;
        }

        var lines = text.Split('\n').ToList();
        var shift = 0;
        var at = 0;
        foreach (var line in diff.TrimEnd('\n').Split('\n').Skip(2))
        {
            switch (line[0])
            {
                case '@':
                    var start = line.Split(' ')[1][1..].Split(',').Select(int.Parse).ToArray();
                    at = start[0] + shift - (start[1] == 0 ? 0 : 1);
                    break;
                case ' ':
                    Assert.Equal(lines[at++], line[1..]);
                    break;
                case '-':
                    Assert.Equal(lines[at], line[1..]);
                    lines.RemoveAt(at);
                    shift--;
                    break;
                default:
                    lines.Insert(at++, line[1..]);
                    shift++;
                    break;
            }
        }

        return string.Join('\n', lines);
    }
}
