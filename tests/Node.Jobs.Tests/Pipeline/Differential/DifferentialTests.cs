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
    private static readonly string[] Decisions = [];

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
        Assert.True(differing.Count <= asked * 0.02, $"{differing.Count} of {asked} differ, allowed are 2 %:\n{string.Join('\n', differing)}");
        Assert.All(Decisions, d => Assert.Contains(differing, line => line.StartsWith(d, StringComparison.Ordinal)));
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
