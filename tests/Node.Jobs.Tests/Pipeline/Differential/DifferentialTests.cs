using System.Text.Json;
using System.Text.RegularExpressions;
using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Values;
using Xunit;

namespace Node.Jobs.Tests.Pipeline.Differential;

/// <summary>Small pipelines with the answers of the field's node: values must agree, texts of errors need not.</summary>
public sealed class DifferentialTests(ITestOutputHelper output)
{
    // Lines without a fault of the field's node.
    private const int AskedCount = 1874;

    private static readonly TimeSpan CaseDurationMax = TimeSpan.FromSeconds(1);

    private readonly HashSet<string> _decided = DifferentialCases.Decided();

    [Fact]
    public async Task Answers_agree_with_those_of_the_field()
    {
        var asked = 0;
        var differing = new Dictionary<string, string>();
        foreach (var line in DifferentialCases.Read())
        {
            var started = TimeProvider.System.GetTimestamp();
            var difference = await CompareAsync(line);
            Assert.True(TimeProvider.System.GetElapsedTime(started) < CaseDurationMax, line.GetRawText());
            var known = line.TryGetProperty("known", out var reason) ? reason.GetString() : null;
            asked += known is null ? 1 : 0;
            if (difference is not null && known is null)
            {
                differing.Add(line.GetProperty("id").GetString()!, difference);
            }
            else if (difference is not null)
            {
                output.WriteLine($"[{known}] {difference}");
            }
        }

        output.WriteLine($"{asked} asked, {differing.Count} differ:");
        differing.Values.ToList().ForEach(output.WriteLine);
        Assert.Equal(AskedCount, asked);
        Assert.True(
            _decided.SetEquals(differing.Keys),
            $"{DifferentialCases.DecidedFile} must name what differs: add {string.Join(' ', differing.Keys.Except(_decided))}; remove {string.Join(' ', _decided.Except(differing.Keys))}");
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

        return OutputsDifference(id!, expect, run);
    }

    // Results that share an index may come in any order.
    private static string? OutputsDifference(string id, JsonElement expect, PipelineRun run)
    {
        if (!expect.TryGetProperty("outputs", out var theirs))
        {
            return null;
        }

        using var ours = JsonDocument.Parse($"[{string.Join(',', run.Outputs.Select(static value => ValueJson.Write(value ?? PipelineValue.Null)))}]");
        var isOrdered = run.Tasks.Where(task => run.Terminals.Contains(task.Name)).DistinctBy(static task => task.Index).Count() == run.Terminals.Count;
        return Agree(theirs, ours.RootElement) || (!isOrdered && AgreeUnordered(theirs, ours.RootElement)) ? null : $"{id} outputs: theirs {theirs.GetRawText()}, ours {ours.RootElement.GetRawText()}";
    }

    private static bool AgreeUnordered(JsonElement theirs, JsonElement ours)
    {
        var left = ours.EnumerateArray().ToList();
        return left.Count == theirs.GetArrayLength()
            && theirs.EnumerateArray().All(value => left.FindIndex(mine => Agree(value, mine)) is >= 0 and var at && RemoveAt(left, at));
    }

    private static bool RemoveAt(List<JsonElement> left, int at)
    {
        left.RemoveAt(at);
        return true;
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
}
