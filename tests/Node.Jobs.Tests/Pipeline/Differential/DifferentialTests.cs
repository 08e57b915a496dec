using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Values;
using Xunit;

namespace Node.Jobs.Tests.Pipeline.Differential;

/// <summary>Small pipelines with the answers of the field's node: values must agree, texts of errors need not.</summary>
public sealed partial class DifferentialTests(ITestOutputHelper output)
{
    private static readonly TimeSpan CaseDurationMax = TimeSpan.FromSeconds(1);

    // Where we differ on purpose although the line does not say "known".
    private static readonly Dictionary<string, string> Decisions = new()
    {
        ["aggregate-0609 jsonparse-0909 jsonparse-0939 jsonparse-1013 jsonparse-1055 jsonparse-1087 jsonparse-1097 jsonparse-1165 cborparse-1479 cborparse-1621"] =
            "an empty list stays an empty list and is not stored as null",
        ["jsonparse-1253"] = "an empty path is the whole document, whatever the separator",
        ["cborparse-1533 cborparse-1605 cborparse-1607 cborparse-1653"] = "a big number is stored as a number and not as an empty object",
        ["merge-1737 merge-1739 merge-1751 merge-1759 merge-1775 merge-1785"] = "merge makes a new map and leaves its input as it was",
        ["abi-roundtrip-2531 abi-roundtrip-2553 abi-roundtrip-2609 abi-roundtrip-2635 abi-roundtrip-2691 abi-log-3453 abi-log-3485 abi-log-3487"] =
            "bytes are 0x text inside lists too, not lists of numbers or base64",
        ["abi-convert-2893 abi-convert-2919"] = "a number out of range is refused and does not lose its sign or its upper bits",
        ["abi-grammar-3233 abi-grammar-3235 abi-grammar-3251 abi-grammar-3253 abi-grammar-3261 abi-encode2-3445"] = "types that no contract can have are refused",
    };

    [Fact]
    public async Task Answers_agree_with_those_of_the_field()
    {
        var asked = 0;
        var differing = new List<string>();
        foreach (var line in ReadCases())
        {
            using var document = JsonDocument.Parse(line);
            var known = document.RootElement.TryGetProperty("known", out var reason) ? reason.GetString() : null;
            if (!HasOnlyOurTasks(document.RootElement.GetProperty("source").GetString()!))
            {
                continue;
            }

            var started = TimeProvider.System.GetTimestamp();
            var difference = await CompareAsync(document.RootElement);
            Assert.True(TimeProvider.System.GetElapsedTime(started) < CaseDurationMax, line);
            if (known is null)
            {
                asked++;
                if (difference is not null)
                {
                    differing.Add(difference);
                }
            }
            else if (difference is not null)
            {
                output.WriteLine($"[{known}] {difference}");
            }
        }

        output.WriteLine($"{asked} asked, {differing.Count} differ:");
        differing.ForEach(output.WriteLine);
        Assert.True(asked > 300, $"only {asked} cases were found");
        var decided = Decisions.Keys.SelectMany(static ids => ids.Split(' ')).ToHashSet();
        Assert.Equal([], differing.Where(d => !decided.Contains(d.Split(' ', ':')[0])));
        Assert.Equal(decided.Count, differing.Count);
    }

    private static IEnumerable<string> ReadCases([CallerFilePath] string file = "") =>
        File.ReadLines(Path.Combine(Path.GetDirectoryName(file)!, "pipelines.jsonl"));

    private static bool HasOnlyOurTasks(string source)
    {
        var types = TypePattern().Matches(source).Select(static m => m.Groups[1].Value.ToLowerInvariant());
        return types.All(static t => t == "nosuch" || TestTasks.Registry.TypeNames.Contains(t));
    }

    private static async Task<string?> CompareAsync(JsonElement line)
    {
        var id = line.GetProperty("id").GetString();
        var source = line.GetProperty("source").GetString()!;
        var expect = line.GetProperty("expect");
        var state = expect.GetProperty("state").GetString();
        var result = PipelineCompiler.Compile(source, TestTasks.Registry);
        if (result.Pipeline is null)
        {
            return state == "invalid" ? null : $"{id}: theirs {state}, ours invalid: {string.Join("; ", result.Faults)} <<{source}>>";
        }

        var vars = (MapValue)StoredValue.Read(line.GetProperty("vars").GetRawText());
        var run = await new PipelineExecutor().RunAsync(result.Pipeline, Runner.Context(vars), TestContext.Current.CancellationToken);
        var ours = run.State.ToString().ToLowerInvariant();
        if (ours != state)
        {
            return $"{id}: theirs {state}, ours {ours} {string.Join("; ", run.AllErrors)} <<{source}>> {line.GetProperty("vars").GetRawText()} -> {expect.GetRawText()}";
        }

        foreach (var task in expect.GetProperty("tasks").EnumerateObject())
        {
            var mine = run.ResultOf(task.Name);
            var agrees = task.Value.TryGetProperty("output", out var theirs) && !IsEmptyError(source, task.Name)
                ? mine.IsOk && Agree(theirs, JsonDocument.Parse(ValueJson.Write(mine.Value!)).RootElement) : mine.IsError;
            if (!agrees)
            {
                return $"{id} {task.Name}: theirs {task.Value.GetRawText()}, ours {mine} <<{source}>> {line.GetProperty("vars").GetRawText()}";
            }
        }

        return null;
    }

    // A fail task without msg has an error without text there, which their answer shows as a null output.
    private static bool IsEmptyError(string source, string task) => Regex.IsMatch(source, $"(^|\n){Regex.Escape(task)} \\[type=\"?fail\"?\\]");

    private static bool Agree(JsonElement theirs, JsonElement ours) => (theirs.ValueKind, ours.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) =>
            theirs.EnumerateObject().Count() == ours.EnumerateObject().Count()
            && theirs.EnumerateObject().All(p => ours.TryGetProperty(p.Name, out var mine) && Agree(p.Value, mine)),
        (JsonValueKind.Array, JsonValueKind.Array) =>
            theirs.GetArrayLength() == ours.GetArrayLength()
            && theirs.EnumerateArray().Zip(ours.EnumerateArray()).All(static p => Agree(p.First, p.Second)),
        (JsonValueKind.Number or JsonValueKind.String, JsonValueKind.Number or JsonValueKind.String) => AgreeScalar(theirs, ours),
        _ => theirs.ValueKind == ours.ValueKind,
    };

    private static bool AgreeScalar(JsonElement theirs, JsonElement ours)
    {
        var (a, b) = (theirs.ToString(), ours.ToString());
        return a == b
            || (a.StartsWith("0x", StringComparison.Ordinal) && string.Equals(a, b, StringComparison.OrdinalIgnoreCase))
            || (BigDecimal.TryParse(a, out var x, out _) && BigDecimal.TryParse(b, out var y, out _) && x == y);
    }

    [GeneratedRegex("type\\s*=\\s*[\"<]?\\s*([A-Za-z0-9]+)", RegexOptions.CultureInvariant)]
    private static partial Regex TypePattern();
}
