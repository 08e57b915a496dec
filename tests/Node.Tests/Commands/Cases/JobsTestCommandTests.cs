using System.Runtime.CompilerServices;
using System.Text.Json;
using Node.Tests.Commands.Recordings;
using Xunit;

namespace Node.Tests.Commands.Cases;

/// <summary><c>jobs test</c>, as an operator uses it before an upgrade.</summary>
public sealed class JobsTestCommandTests
{
    private const int SpeedCases = 2000;
    private const int AskedCases = 1874;

    private static readonly TimeSpan SpeedMax = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task An_error_without_a_text_is_shown_as_the_field_stores_it()
    {
        using var call = new Call();
        var file = call.Write("cases.jsonl", """
            {"id":"silent","source":"t [type=fail]","vars":{},"expect":{"state":"errored","tasks":{"t":{"output":null}}}}
            {"id":"said","source":"t [type=fail msg=no]","vars":{},"expect":{"state":"errored","tasks":{"t":{"error":"x"}}}}
            """);
        var lines = (await call.RunAsync("jobs", "test", file, "--json")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("\"tasks\":{\"t\":{\"output\":null}}", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"tasks\":{\"t\":{\"error\":\"t (fail): no\"}}", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Passed_failed_and_known_cases_are_counted_and_failed_ones_shown()
    {
        using var call = new Call();
        var file = call.Write("cases.jsonl", """
            {"id":"good","source":"a [type=multiply input=2 times=3]","expect":{"state":"completed","tasks":{"a":{"output":"6"}},"outputs":["6"]}}
            {"id":"bad","source":"a [type=multiply input=2 times=3]","expect":{"state":"completed","tasks":{"a":{"output":7}}}}

            {"id":"other","source":"a [type=multiply input=2 times=3]","known":"decided","expect":{"state":"errored"}}
            {"id":"fails","source":"a [type=jsonparse data=\"$(d)\" path=\"x\"]","vars":{"d":"{}"},"expect":{"state":"errored","tasks":{"a":{"error":"whatever"}},"outputs":[null]}}
            {"id":"bytes","source":"a [type=hexencode input=\"$(b)\"]","vars":{"b":{"$bytes":"0xAB"}},"expect":{"tasks":{"a":{"output":"0xAB"}}}}
            {"id":"refused","source":"a [type=nosuch]","expect":{"state":"invalid"}}
            """);
        var run = await call.RunAsync("jobs", "test", file);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("bad failed\n  a: expected 7, got 6\n4 passed, 1 failed, 1 known differences\n", run.Out.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Json_has_one_line_a_case()
    {
        using var call = new Call();
        var file = call.Write("cases.jsonl", """
            {"id":"one","source":"a [type=multiply input=2 times=3]\nb [type=jsonparse data=\"$(a)\" path=\"x\"]","expect":{"state":"errored"}}
            """);
        var run = await call.RunAsync("jobs", "test", file, "--json");
        Assert.Equal(0, run.ExitCode);
        using var line = JsonDocument.Parse(Assert.Single(run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal("one", line.RootElement.GetProperty("id").GetString());
        Assert.True(line.RootElement.GetProperty("passed").GetBoolean());
        Assert.Equal("errored", line.RootElement.GetProperty("state").GetString());
        Assert.Equal(6, line.RootElement.GetProperty("tasks").GetProperty("a").GetProperty("output").GetInt32());
        Assert.NotEmpty(line.RootElement.GetProperty("tasks").GetProperty("b").GetProperty("error").GetString()!);
        Assert.Equal(JsonValueKind.Null, line.RootElement.GetProperty("outputs")[0].ValueKind);
        Assert.True(line.RootElement.GetProperty("ms").GetDouble() >= 0);
    }

    [Fact]
    public async Task A_case_names_a_spec_and_a_recording_beside_its_file()
    {
        using var call = new Call();
        await using (var server = new LoopbackPrices())
        {
            call.Set("OutboundHttp__AllowedHosts__0__Host", server.Authority);
            call.Set("OutboundHttp__AllowedHosts__0__Jobs__0", "*");
            var spec = call.Write("job.toml", $"type = \"webhook\"\nschemaVersion = 1\nobservationSource = 'a [type=http url=\"http://{server.Authority}/price/7\"] p [type=jsonparse path=\"price\"] a -> p'\n");
            Assert.Equal(0, (await call.RunAsync("jobs", "run", spec, "--record", call.PathOf("price.json"))).ExitCode);
        }

        var file = call.Write("cases.jsonl", """
            {"id":"replayed","spec":"job.toml","replay":"price.json","expect":{"state":"completed","outputs":[7]}}
            {"id":"asks-nobody","spec":"job.toml","expect":{"state":"errored"}}
            {"id":"not-there","spec":"none.toml","expect":{"state":"completed"}}
            """);
        var run = await call.RunAsync("jobs", "test", file);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("not-there failed", run.Out, StringComparison.Ordinal);
        Assert.Contains("2 passed, 1 failed", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not json", "this is not a case")]
    [InlineData("[1]", "this is not a case")]
    [InlineData("{\"source\":\"a\"}", "a case needs an id")]
    [InlineData("{\"id\":\"x\",\"expect\":{}}", "either source or spec")]
    [InlineData("{\"id\":\"x\",\"source\":\"a\"}", "a case needs expect")]
    [InlineData("{\"id\":\"x\",\"source\":\"a\",\"vars\":[],\"expect\":{}}", "vars must be a JSON object")]
    [InlineData("{\"id\":\"x\",\"source\":\"a\",\"expect\":{\"tasks\":{\"a\":{}}}}", "needs an output or an error")]
    public async Task A_line_that_is_no_case_fails_with_its_number(string line, string problem)
    {
        using var call = new Call();
        var run = await call.RunAsync("jobs", "test", call.Write("cases.jsonl", "\n" + line));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("cases.jsonl:2 failed", run.Out, StringComparison.Ordinal);
        Assert.Contains(problem, run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        using var call = new Call();
        var run = await call.RunAsync("jobs", "test", call.PathOf("none.jsonl"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("none.jsonl", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cases_beside_the_samples_pass()
    {
        using var call = new Call();
        var run = await call.RunAsync("jobs", "test", Path.Combine(Root(), "samples", "jobs", "cases.jsonl"));
        Assert.Equal("4 passed, 0 failed", run.Out.Trim());
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Two_thousand_cases_take_at_most_five_seconds()
    {
        using var call = new Call();
        var text = string.Join('\n', Enumerable.Range(0, SpeedCases).Select(i =>
            $$$"""{"id":"c{{{i}}}","source":"p [type=jsonparse data=\"$(d)\" path=\"v\"]\nm [type=multiply times={{{i}}}]\np -> m","vars":{"d":"{\"v\":2}"},"expect":{"state":"completed","outputs":[{{{2 * i}}}]}}"""));
        var file = call.Write("cases.jsonl", text);
        var started = TimeProvider.System.GetTimestamp();
        var run = await call.RunAsync("jobs", "test", file);
        var took = TimeProvider.System.GetElapsedTime(started);
        Assert.Equal($"{SpeedCases} passed, 0 failed", run.Out.Trim());
        Assert.True(took < SpeedMax, $"{took}");
    }

    [Fact]
    public async Task The_cases_of_the_corpus_pass()
    {
        using var call = new Call();
        var files = Directory.EnumerateFiles(Path.Combine(Root(), "tests", "Node.Jobs.Tests", "Corpus", "cases"), "*.jsonl").Order(StringComparer.Ordinal).ToArray();
        var cases = files.SelectMany(File.ReadLines).Count(line => line.Length > 0);
        Assert.True(cases > 70, $"only {cases} cases were found");
        var run = await call.RunAsync(["jobs", "test", .. files]);
        Assert.Equal($"{cases} passed, 0 failed", run.Out.Trim());
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Answers_of_the_field_agree_in_98_of_100_cases_and_the_others_are_decided()
    {
        using var call = new Call();
        var folder = Path.Combine(Root(), "tests", "Node.Jobs.Tests", "Pipeline", "Differential");
        var decided = File.ReadLines(Path.Combine(folder, "decided.tsv")).Skip(1).Where(line => line.Length > 0).Select(line => line.Split('\t')[0]).ToHashSet();
        var run = await call.RunAsync("jobs", "test", Path.Combine(folder, "pipelines.jsonl"), "--json");
        var asked = 0;
        var failed = new List<string>();
        foreach (var text in run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var line = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 1000 });
            Assert.True(line.RootElement.GetProperty("ms").GetDouble() < 1000, text);
            if (!line.RootElement.TryGetProperty("known", out _))
            {
                asked++;
                if (!line.RootElement.GetProperty("passed").GetBoolean())
                {
                    failed.Add(line.RootElement.GetProperty("id").GetString()!);
                }
            }
        }

        Assert.Equal(AskedCases, asked);
        Assert.True(failed.Count <= asked * 0.02, $"{failed.Count} of {asked} differ: {string.Join(' ', failed)}");
        Assert.True(
            decided.SetEquals(failed),
            $"decided.tsv must name what differs: add {string.Join(' ', failed.Except(decided))}; remove {string.Join(' ', decided.Except(failed))}");
    }

    private static string Root([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", ".."));
}
