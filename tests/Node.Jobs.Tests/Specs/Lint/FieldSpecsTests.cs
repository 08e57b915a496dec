using System.Runtime.CompilerServices;
using System.Text.Json;
using Node.Jobs.Specs;
using Node.Testing;
using Xunit;

namespace Node.Jobs.Tests.Specs.Lint;

/// <summary>Specs one step away from a good one, with the verdicts of the field's node.</summary>
public sealed class FieldSpecsTests(ITestOutputHelper output)
{
    private const double SameMin = 0.97;

    private static readonly TimeSpan CheckDurationMax = TimeSpan.FromMilliseconds(50);
    private static readonly string[] TypesRun = ["cron", "webhook", "directrequest", "none"];

    // Where we differ on purpose; docs/compatibility.md says why.
    private static readonly string[] Decided = ["cron-0079", "webhook-1341"];

    private readonly SpecChecker _checker = Checkers.ForChains(1337);

    [Fact]
    public void Verdicts_agree_with_those_of_the_field()
    {
        var asked = 0;
        var differing = new List<string>();
        foreach (var line in Lines().Where(line => TypesRun.Contains(line.Type) && !line.IsLax))
        {
            asked++;
            var check = _checker.Check(line.Toml);
            if (check.Spec is not null != line.IsAccepted)
            {
                differing.Add(line.Id);
                output.WriteLine($"{line.Id} ({line.Change}): {string.Join("; ", check.Faults)}");
            }
        }

        output.WriteLine($"{asked} asked, {differing.Count} differ");
        Assert.True(asked > 150, $"only {asked} lines were found");
        Assert.True(differing.Count <= asked * (1 - SameMin), $"{differing.Count} of {asked} differ");
        Assert.Equal(Decided, differing);
    }

    [Fact]
    public void What_the_field_lets_through_is_named()
    {
        var lax = Lines().Where(line => line.IsLax && TypesRun.Contains(line.Type)).ToList();
        Assert.True(lax.Count > 30, $"only {lax.Count} lines were found");
        Assert.Equal([], lax.Where(line => _checker.Check(line.Toml).Faults.Count == 0).Select(line => $"{line.Id}: {line.Change}"));
    }

    [Fact]
    public void A_bridge_that_does_not_exist_is_refused_with_the_names_that_do()
    {
        var lines = Lines().Where(line => TypesRun.Contains(line.Type) && line.Toml.Contains("name=\"nobridge\"", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(lines);
        Assert.All(lines, line =>
        {
            var fault = Assert.Single(_checker.Check(line.Toml).Faults, fault => !fault.IsWarning);
            Assert.Contains("there is no bridge \"nobridge\" on this node", fault.Problem, StringComparison.Ordinal);
            Assert.Contains("price-a", fault.Fix, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_type_that_is_not_run_is_refused_by_its_name_and_nothing_else()
    {
        var types = new[] { "fluxmonitor", "keeper", "blockhashstore", "blockheaderfeeder" };
        var lines = Lines().Where(line => types.Contains(line.Type) && line.Toml.Contains($"type = \"{line.Type}\"", StringComparison.Ordinal)).ToList();
        Assert.True(lines.Count > 200, $"only {lines.Count} lines were found");
        Assert.All(lines, line =>
        {
            var check = _checker.Check(line.Toml);
            Assert.Null(check.Spec);
            Assert.True(
                check.Faults.Count(fault => !fault.IsWarning && fault.Code == SpecCodes.JobType) == 1 || check.Faults.Any(fault => fault.Code is SpecCodes.Syntax or SpecCodes.Duplicate or SpecCodes.EmptyJson),
                $"{line.Id}: {string.Join("; ", check.Faults)}");
        });
    }

    [Fact]
    public void Each_spec_is_judged_at_once()
    {
        foreach (var line in Lines())
        {
            Assert.True(Pace.FastestOf(CheckDurationMax, () => _checker.Check(line.Toml)) <= CheckDurationMax, line.Id);
        }
    }


    private static IEnumerable<Line> Lines([CallerFilePath] string file = "")
    {
        foreach (var text in File.ReadLines(Path.Combine(Path.GetDirectoryName(file)!, "specs.jsonl")))
        {
            using var document = JsonDocument.Parse(text);
            var line = document.RootElement;
            yield return new Line(
                line.GetProperty("id").GetString()!,
                line.GetProperty("type").GetString()!,
                line.GetProperty("change").GetString()!,
                line.GetProperty("toml").GetString()!,
                line.GetProperty("verdict").GetString() == "accept",
                line.TryGetProperty("lax", out _));
        }
    }

    private sealed record Line(string Id, string Type, string Change, string Toml, bool IsAccepted, bool IsLax);
}
