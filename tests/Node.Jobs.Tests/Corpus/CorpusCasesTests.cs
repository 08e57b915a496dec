using System.Text.Json;
using Node.Jobs.Pipeline;
using Node.Jobs.Pipeline.Dot;
using Node.Jobs.Tests.Pipeline;
using Xunit;

namespace Node.Jobs.Tests.Corpus;

/// <summary>What the case files of the corpus are about; that they pass is tested where the command is that runs them.</summary>
public sealed class CorpusCasesTests
{
    // What has one way to end.
    private static readonly string[] NeverFails = ["v1pending"];
    private static readonly string[] AlwaysFails = ["fail", "panic"];

    [Fact]
    public void Every_computing_task_stands_in_a_case_that_goes_well_and_in_one_that_fails()
    {
        var (well, failed) = (new HashSet<string>(), new HashSet<string>());
        foreach (var (source, isErrored) in Sources())
        {
            (isErrored ? failed : well).UnionWith(DotParser.Parse(source, SourcePosition.Start).Nodes
                .Select(static node => node.Attributes.First(static attribute => attribute.Name == "type").Value));
        }

        var types = TestTasks.Computing.Select(static type => type.Name).ToList();
        Assert.Equal([], types.Except(AlwaysFails).Where(name => !well.Contains(name)));
        Assert.Equal([], types.Except(NeverFails).Except(AlwaysFails).Where(name => !failed.Contains(name)));
        Assert.Equal([], AlwaysFails.Where(name => !well.Contains(name) && !failed.Contains(name)));
    }

    [Fact]
    public void A_case_has_a_name_of_its_own()
    {
        var names = Lines().Select(static line => line.GetProperty("id").GetString()).ToList();
        Assert.Equal(names.Distinct(), names);
    }

    [Fact]
    public void A_case_that_names_a_spec_names_one_of_the_corpus()
    {
        var named = Lines().Where(static line => line.TryGetProperty("spec", out _)).Select(static line => line.GetProperty("spec").GetString()!).ToList();
        Assert.NotEmpty(named);
        Assert.All(named, static name => Assert.Contains(CorpusFile.All, file => "../" + file.Name.Replace('\\', '/') == name));
    }

    private static IEnumerable<(string Source, bool IsErrored)> Sources() =>
        from line in Lines()
        where line.TryGetProperty("source", out _)
        select (line.GetProperty("source").GetString()!,
            line.GetProperty("expect").TryGetProperty("state", out var state) && state.GetString() == "errored");

    private static IEnumerable<JsonElement> Lines() =>
        Directory.EnumerateFiles(Path.Combine(CorpusFile.Folder, "cases"), "*.jsonl").SelectMany(File.ReadLines)
            .Where(static line => line.Length > 0).Select(static line => JsonSerializer.Deserialize<JsonElement>(line));
}
