using System.Text.Json.Nodes;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Commands;

public sealed class JobsLintCommandTests : IDisposable
{
    private const string FiveFaults = """
        type = "cron"
        schemaVersion = 1
        schedule = "every day"
        maxTaskDuration = "soon"
        observationSource = '''
        a [type=nope]
        b [type=multiply times="x"]
        a -> c
        d [type=http method=GET url="http://example.com" wrong=1]
        '''
        """;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_good_spec_is_accepted()
    {
        var file = _folder.Write("good.toml", WebhookJobs.Spec(WebhookJobs.ParseAndMultiply));

        var run = await CommandRun.OfAsync("jobs", "lint", file);

        Assert.True(run.ExitCode == 0, $"{run}");
        Assert.Equal([$"{file}: accepted", "1 accepted, 0 refused"], run.Lines);
        Assert.Empty(run.Error);
    }

    [Theory]
    [InlineData(null, 0, "accepted")]
    [InlineData("Price-A\n\nprice-b\n", 0, "accepted")]
    [InlineData("price-b\n", 1, "did you mean price-b?")]
    public async Task Bridges_are_known_only_when_their_names_are_given(string? names, int exitCode, string said)
    {
        var file = _folder.Write("job.toml", WebhookJobs.Spec("a [type=bridge name=\"price-a\"]"));
        string[] arguments = names is null ? ["jobs", "lint", file] : ["jobs", "lint", file, "--bridges", _folder.Write("bridges.txt", names)];

        var run = await CommandRun.OfAsync(arguments);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(said, run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 0, "accepted")]
    [InlineData("Other\n\nmine\n", 0, "accepted")]
    [InlineData("mines\n", 1, "did you mean mines?")]
    [InlineData("a b\n", 1, "")]
    public async Task Initiators_are_known_only_when_their_names_are_given(string? names, int exitCode, string said)
    {
        var file = _folder.Write("job.toml", WebhookJobs.Spec("a [type=memo value=1]") + "\nexternalInitiators = [{ name = \"mine\", spec = \"{}\" }]\n");
        string[] arguments = names is null ? ["jobs", "lint", file] : ["jobs", "lint", file, "--initiators", _folder.Write("initiators.txt", names)];

        var run = await CommandRun.OfAsync(arguments);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(said, run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_bridges_that_is_none_is_named()
    {
        var file = _folder.Write("job.toml", WebhookJobs.Spec("a [type=memo value=1]"));
        var run = await CommandRun.OfAsync("jobs", "lint", file, "--bridges", _folder.Write("bridges.txt", "a b"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("bridges.txt: \"a b\" is not the name of a bridge", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await CommandRun.OfAsync("jobs", "lint", file, "--bridges", file + ".none")).ExitCode);
    }

    [Fact]
    public async Task Every_fault_of_a_bad_spec_is_said_with_file_line_and_column()
    {
        var file = _folder.Write("bad.toml", FiveFaults);

        var run = await CommandRun.OfAsync("jobs", "lint", file);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal($"{file}: refused", run.Lines[0]);
        Assert.Equal("0 accepted, 1 refused", run.Lines[^1]);
        var faults = run.Lines[1..^1].Where(line => line.Contains(" fault ", StringComparison.Ordinal)).ToList();
        Assert.True(faults.Count >= 5, $"{run}");
        Assert.All(faults, line => Assert.Matches($@"^  {System.Text.RegularExpressions.Regex.Escape(file)}:\d+:\d+ fault [a-z0-9.-]+: .+; .+$", line));
        foreach (var line in new[] { 3, 4, 6, 7, 8 })
        {
            Assert.Contains(faults, fault => fault.StartsWith($"  {file}:{line}:", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task As_JSON_there_is_one_object_a_file()
    {
        var good = _folder.Write("good.toml", WebhookJobs.Spec(WebhookJobs.ParseAndMultiply));
        var bad = _folder.Write("bad.toml", FiveFaults);

        var run = await CommandRun.OfAsync("jobs", "lint", "--json", good, bad);

        Assert.Equal(1, run.ExitCode);
        var answers = run.Lines.Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        Assert.Equal([good, bad], answers.Select(answer => answer["file"]!.GetValue<string>()));
        Assert.Equal([true, false], answers.Select(answer => answer["accepted"]!.GetValue<bool>()));
        Assert.All(answers, answer => Assert.Equal(["file", "accepted", "faults", "warnings"], answer.Select(member => member.Key)));
        Assert.Empty(answers[0]["faults"]!.AsArray());
        Assert.True(answers[1]["faults"]!.AsArray().Count >= 5);
        Assert.All(answers[1]["faults"]!.AsArray(), fault =>
        {
            Assert.Equal(["line", "column", "code", "problem", "fix"], fault!.AsObject().Select(member => member.Key));
            Assert.True(fault["line"]!.GetValue<int>() >= 1 && fault["column"]!.GetValue<int>() >= 1);
        });
    }

    [Fact]
    public async Task A_warning_does_not_refuse_a_spec()
    {
        var file = _folder.Write("warned.toml", WebhookJobs.Spec("a [type=http method=GET url=\"http://example.com\" allowUnrestrictedNetworkAccess=true]"));

        var run = await CommandRun.OfAsync("jobs", "lint", file);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(run.Lines, line => line.Contains(" warning ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_refused_and_the_others_are_looked_at()
    {
        var good = _folder.Write("good.toml", WebhookJobs.Spec(WebhookJobs.ParseAndMultiply));

        var run = await CommandRun.OfAsync("jobs", "lint", _folder.File("nowhere.toml"), good);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{good}: accepted", run.Lines);
        Assert.Contains(run.Lines, line => line.Contains("nowhere.toml", StringComparison.Ordinal) && line.Contains("cannot be read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_chains_configured_a_job_on_another_one_is_refused()
    {
        var file = _folder.Write("job.toml", """
            type = "directrequest"
            schemaVersion = 1
            evmChainID = "5"
            contractAddress = "0x5FbDB2315678afecb367f032d93F642f64180aa3"
            observationSource = "a [type=memo value=1]"
            """);
        var chains = new Dictionary<string, string> { ["NODE_Chains__0__ChainId"] = "1", ["NODE_Chains__0__RpcUrls__0"] = "http://127.0.0.1:1" };

        Assert.Equal(0, (await CommandRun.OfAsync("jobs", "lint", file)).ExitCode);
        var run = await CommandRun.OfAsync(chains, "jobs", "lint", file);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{file}:3:", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Thousands_of_files_are_looked_at_in_one_call()
    {
        var files = Enumerable.Range(0, 2500).Select(i =>
            _folder.Write($"job{i}.toml", WebhookJobs.Spec(i % 100 == 7 ? "a [type=nope]" : $"a [type=memo value={i}]"))).ToArray();

        var run = await CommandRun.OfAsync(["jobs", "lint", "--json", .. files]);

        Assert.Equal(1, run.ExitCode);
        var answers = run.Lines.Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        Assert.Equal(files, answers.Select(answer => answer["file"]!.GetValue<string>()));
        Assert.Equal(25, answers.Count(answer => !answer["accepted"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task Of_a_file_without_end_no_more_is_read_than_a_spec_may_have()
    {
        var file = _folder.File("endless.toml");
        await using (var stream = File.Create(file))
        {
            stream.SetLength(4L * 1024 * 1024 * 1024); // a hole: it takes no room, and would not fit an array
        }

        var run = await CommandRun.OfAsync("jobs", "lint", file);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{file}:1:1 fault spec-too-long: ", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('a', 65_536, true)]
    [InlineData('a', 65_537, false)]
    [InlineData('\u20ac', 65_536, true)]
    [InlineData('\u20ac', 65_537, false)]
    public async Task A_file_may_be_as_long_as_a_spec_whatever_its_letters(char letter, int length, bool isAccepted)
    {
        var spec = WebhookJobs.Spec("a [type=memo value=1]") + "\n#";
        var file = _folder.Write("long.toml", spec + new string(letter, length - spec.Length));

        Assert.Equal(isAccepted ? 0 : 1, (await CommandRun.OfAsync("jobs", "lint", file)).ExitCode);
    }

    [Fact]
    public async Task A_binary_file_is_refused()
    {
        await File.WriteAllBytesAsync(_folder.File("x.toml"), [0, 255, 254, 1, 2, 3], TestContext.Current.CancellationToken);

        Assert.Equal(1, (await CommandRun.OfAsync("jobs", "lint", _folder.File("x.toml"))).ExitCode);
    }
}
