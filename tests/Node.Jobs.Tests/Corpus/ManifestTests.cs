using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Specs;
using Node.Jobs.Tests.Specs.V1;
using Node.Testing;
using Xunit;

namespace Node.Jobs.Tests.Corpus;

/// <summary>
/// A folder of specs with a <c>manifest.tsv</c>, judged as the manifest says: our own, or the one that the environment variable
/// <c>NODE_TEST_SPECS</c> names.
/// </summary>
public sealed class ManifestTests(ITestOutputHelper output)
{
    private const string FolderVariable = "NODE_TEST_SPECS";

    private static readonly TimeSpan CheckDurationMax = TimeSpan.FromMilliseconds(50);

    private static readonly string Folder = Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } named ? named : CorpusFile.Folder;

    // Words of the field for what has a code here.
    private static readonly Dictionary<string, string> Codes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["<{}>"] = SpecCodes.EmptyJson,
        ["DOT syntax"] = "dot.syntax",
        ["empty pipeline"] = "pipeline.empty",
        ["invalid cron schedule"] = SpecCodes.Value,
        ["cron"] = SpecCodes.Value,
        ["at least one Initiator"] = SpecCodes.Missing,
        ["at least one Task"] = SpecCodes.Missing,
        ["type webhookjob unknown"] = SpecCodes.JobType,
    };

    [Fact]
    public void Each_spec_is_judged_as_the_manifest_says()
    {
        var anywhere = CorpusNode.Anywhere(null);
        var lines = ManifestLine.Read(Folder);
        Assert.NotEmpty(lines);
        var (accepted, slowest, slowestName) = (0, TimeSpan.Zero, "");
        foreach (var line in lines)
        {
            var text = System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(Folder, line.File)));
            var check = anywhere.Checker.Check(text);
            accepted += check.Spec is null ? 0 : 1;
            AssertVerdict(line, text, check, anywhere.Checker.TypeNames);
            var took = Pace.FastestOf(CheckDurationMax, () => anywhere.Checker.Check(text));
            Assert.True(took <= CheckDurationMax, $"{line.File} took {took}");
            (slowest, slowestName) = took > slowest ? (took, line.File) : (slowest, slowestName);
        }

        output.WriteLine($"{lines.Count} files, {accepted} accepted, {lines.Count - accepted} refused; slowest {slowest.TotalMilliseconds:F2} ms ({slowestName})");
    }

    [Fact]
    public async Task The_accepted_ones_of_the_older_generation_run()
    {
        var lines = ManifestLine.Read(Folder).Where(static line => line.Type == "v1" && (line.Verdict == "accept" || line.Bridge is not null)).ToList();
        Assert.NotEmpty(lines);
        foreach (var line in lines)
        {
            var rig = new V1Rig { BridgeAnswer = static _ => "{\"data\":{\"result\":\"42\",\"last\":\"42\",\"humidity\":40}}" };
            rig.Http.AnswerAll("{\"last\": \"42.5\", \"high\": \"43\", \"quotes\": {\"last\": 42.5}, \"metres\": 2}");
            var text = File.ReadAllText(Path.Combine(Folder, line.File));
            var run = await rig.RunAsync(text, V1Triggers.Of(rig.Accept(text).TypeName));
            output.WriteLine($"{line.File}: {run.State} after {run.Tasks.Count} tasks");
            Assert.True(run.State != RunState.Errored, $"{line.File}: {string.Join('\n', run.AllErrors)}");
        }
    }

    private static void AssertVerdict(ManifestLine line, string text, SpecCheck check, IEnumerable<string> typesRun)
    {
        var faults = check.Faults.Where(static fault => !fault.IsWarning).ToList();
        var said = $"{line.File}: {string.Join('\n', check.Faults)}";
        Assert.All(check.Faults, fault => Assert.True(fault is { Line: >= 1, Column: >= 1, Problem.Length: > 0, Fix.Length: > 0 }, said));
        Assert.Equal(check.Spec is null, faults.Count > 0);
        if (line.IsOpen)
        {
            return;
        }

        if (line.Type != "v1" && !typesRun.Contains(line.Type, StringComparer.Ordinal))
        {
            var isOther = line.Verdict == "reject" && faults.TrueForAll(static fault => fault.Code == SpecCodes.Syntax); // no TOML at all, of whatever type
            Assert.True(isOther || faults is [{ Code: SpecCodes.JobType }], said);
            return;
        }

        if (line.Bridge is { } bridge)
        {
            Assert.NotNull(CorpusNode.Anywhere(bridge).Checker.Check(text).Spec);
            Assert.Contains(CorpusNode.Anywhere([]).Checker.Check(text).Faults, fault => fault.Problem.Contains($"there is no bridge \"{bridge}\"", StringComparison.Ordinal));
            return;
        }

        Assert.True(line.Verdict == "accept" == check.Spec is not null, said);
        Assert.True(line.Verdict == "accept" || faults.Exists(fault => IsReason(fault.Code, fault.Problem, line.Reason)), $"not for the reason {line.Reason}: {said}");
    }

    private static bool IsReason(string code, string problem, string reason) =>
        reason == code || Codes.GetValueOrDefault(reason) == code || problem.Contains(reason, StringComparison.OrdinalIgnoreCase);
}
