using System.Globalization;
using System.Text;

namespace Node.Jobs.Specs.Versions;

/// <summary>The difference of two specs by lines, in the form of <c>diff -u</c>.</summary>
public static class SpecDiff
{
    /// <summary>Unchanged lines shown around each change.</summary>
    public const int ContextLines = 3;

    // Beyond this many pairs of lines what lies between the first and the last change is shown as replaced in one piece.
    private const long PairsMax = 4_000_000;

    /// <summary>The difference, with the names of both sides in its head; empty when there is none.</summary>
    /// <param name="oldText">The text before.</param>
    /// <param name="newText">The text after.</param>
    /// <param name="oldName">What the text before is called.</param>
    /// <param name="newName">What the text after is called.</param>
    public static string Unified(string oldText, string newText, string oldName, string newName)
    {
        if (oldText == newText)
        {
            return "";
        }

        var (before, after) = (LinesOf(oldText), LinesOf(newText));
        var steps = Steps(before, after);
        var text = new StringBuilder();
        text.Append("--- ").Append(oldName).Append('\n').Append("+++ ").Append(newName).Append('\n');
        for (var i = 0; i < steps.Count;)
        {
            i = steps.FindIndex(i, static step => step.Sign != ' ');
            if (i < 0)
            {
                break;
            }

            i = AppendHunk(text, steps, i);
        }

        return text.ToString();
    }

    private static int AppendHunk(StringBuilder text, List<Step> steps, int firstChange)
    {
        var start = Math.Max(0, firstChange - ContextLines);
        var end = firstChange; // behind the last change of the hunk
        for (var i = firstChange; i < steps.Count && i <= end + (2 * ContextLines); i++)
        {
            if (steps[i].Sign != ' ')
            {
                end = i + 1;
            }
        }

        var stop = Math.Min(steps.Count, end + ContextLines);
        var hunk = steps.GetRange(start, stop - start);
        text.Append("@@ -").Append(RangeOf(hunk, '+', steps[start].OldLine)).Append(" +").Append(RangeOf(hunk, '-', steps[start].NewLine)).Append(" @@\n");
        foreach (var step in hunk)
        {
            text.Append(step.Sign).Append(step.Text).Append('\n');
        }

        return stop;
    }

    private static string RangeOf(List<Step> hunk, char without, int firstLine)
    {
        var count = hunk.Count(step => step.Sign != without);
        return string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? firstLine - 1 : firstLine)},{count}");
    }

    private static List<Step> Steps(string[] before, string[] after)
    {
        var head = 0;
        while (head < before.Length && head < after.Length && before[head] == after[head])
        {
            head++;
        }

        var tail = 0;
        while (tail < before.Length - head && tail < after.Length - head && before[^(tail + 1)] == after[^(tail + 1)])
        {
            tail++;
        }

        var steps = new List<Step>();
        for (var i = 0; i < head; i++)
        {
            steps.Add(new Step(' ', before[i], i + 1, i + 1));
        }

        AddMiddle(steps, before[head..^tail], after[head..^tail], head);
        for (var i = tail; i > 0; i--)
        {
            steps.Add(new Step(' ', before[^i], before.Length - i + 1, after.Length - i + 1));
        }

        return steps;
    }

    private static void AddMiddle(List<Step> steps, string[] before, string[] after, int head)
    {
        // common[i, j]: the most lines that before[i..] and after[j..] have in common, in order.
        var isTooBig = (long)before.Length * after.Length > PairsMax;
        var common = isTooBig ? new int[1, 1] : new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0 && !isTooBig; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
            {
                common[i, j] = before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var (a, b) = (0, 0);
        while (a < before.Length || b < after.Length)
        {
            if (!isTooBig && a < before.Length && b < after.Length && before[a] == after[b])
            {
                steps.Add(new Step(' ', before[a], head + a + 1, head + b + 1));
                (a, b) = (a + 1, b + 1);
            }
            else if (a < before.Length && (b == after.Length || isTooBig || common[a + 1, b] >= common[a, b + 1]))
            {
                steps.Add(new Step('-', before[a], head + a + 1, head + b + 1));
                a++;
            }
            else
            {
                steps.Add(new Step('+', after[b], head + a + 1, head + b + 1));
                b++;
            }
        }
    }

    private static string[] LinesOf(string text)
    {
        var lines = text.Split('\n');
        return lines[^1].Length == 0 ? lines[..^1] : lines;
    }

    private readonly record struct Step(char Sign, string Text, int OldLine, int NewLine);
}
