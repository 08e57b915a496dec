using Node.Jobs.Pipeline;
using Node.Jobs.Pipeline.Dot;
using Node.Jobs.Specs;
using Node.Jobs.Tests.Specs.Lint;
using Xunit;

namespace Node.Jobs.Tests.Corpus;

/// <summary>Specs as operators write them: each is judged as it says of itself, and together they show every task, attribute and fault.</summary>
public sealed class CorpusTests
{
    private static readonly string[] CommonAttributes = ["index", "timeout", "failEarly", "retries", "minBackoff", "maxBackoff"];

    // The keys of each type, as operators know them.
    private static readonly Dictionary<string, string[]> Keys = new()
    {
        ["cron"] = ["schedule", "misfire"],
        ["webhook"] = ["externalInitiators"],
        ["directrequest"] = ["contractAddress", "minIncomingConfirmations", "minContractPaymentLinkJuels", "requesters"],
        ["log"] = ["contractAddress", "topics", "minIncomingConfirmations", "fromBlock", "toBlock"],
        [""] =
        [
            "type", "schemaVersion", "name", "externalJobID", "gasLimit", "forwardingAllowed", "maxTaskDuration", "maxConcurrentRuns",
            "startAt", "endAt", "evmChainID", "observationSource",
        ],
    };

    public static TheoryData<string> Names => [.. CorpusFile.All.Select(static file => file.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_spec_is_judged_as_it_says(string name)
    {
        var file = CorpusFile.All.Single(other => other.Name == name);
        var check = Check(file);
        Assert.Equal(file.Expected, Findings(check));
        Assert.Equal(file.IsAccepted, check.Spec is not null);
        Assert.All(check.Faults, static fault => Assert.True(fault.Problem.Length > 0 && fault.Fix.Length > 0, fault.ToString()));
    }

    [Fact]
    public void A_spec_lies_in_the_folder_of_its_verdict() => Assert.All(CorpusFile.All, static file => Assert.Equal(
        file switch
        {
            { IsV1: true } => "v1",
            { IsAccepted: false } => "refused",
            { Expected: ["accept"] } => "accepted",
            _ => "warned",
        },
        Path.GetDirectoryName(file.Name)));

    [Fact]
    public void Every_type_of_task_stands_in_an_accepted_spec_with_each_of_its_attributes()
    {
        var tasks = CorpusNode.OfTwoChains.Tasks;
        var written = Accepted().SelectMany(static spec => Graph(spec).Nodes).SelectMany(static node => node.Attributes.Select(attribute =>
            $"{TypeOf(node)}.{attribute.Name}".ToUpperInvariant())).ToHashSet();
        var wanted = tasks.TypeNames.SelectMany(name => tasks.TryFind(name, out var type) ? type.Attributes.Append("type").Select(attribute => $"{name}.{attribute}") : []);
        Assert.Equal([], wanted.Where(attribute => !written.Contains(attribute.ToUpperInvariant())));
        Assert.Equal([], CommonAttributes.Where(name => !written.Any(other => other.EndsWith("." + name.ToUpperInvariant(), StringComparison.Ordinal))));
    }

    [Fact]
    public void Every_key_stands_in_an_accepted_spec_of_its_type()
    {
        var types = CorpusNode.OfTwoChains.Checker.TypeNames;
        Assert.Equal(Keys.Keys.Where(static name => name.Length > 0).Order(StringComparer.Ordinal), types);
        var written = Accepted().SelectMany(static spec => SpecReader.Read(spec.Source, [])!.Fields.SelectMany(field => new[]
        {
            $"{spec.TypeName}.{field.Name}", $".{field.Name}",
        })).ToHashSet(StringComparer.Ordinal);
        Assert.Equal([], Keys.SelectMany(static type => type.Value.Select(key => $"{type.Key}.{key}")).Where(key => !written.Contains(key)));
    }

    [Fact]
    public void Every_code_is_the_finding_of_a_spec()
    {
        var found = CorpusFile.All.SelectMany(static file => file.Expected).Where(static line => line != "accept").Select(static line => line.Split(' ')[1]);
        Assert.Equal(KnownCodes.All, found.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_stored_spec_reads_back_as_it_was_checked() => Assert.All(Accepted(), static spec =>
    {
        var again = CorpusNode.OfOneChain.Checker.CheckStored(spec.Source).Spec ?? CorpusNode.OfTwoChains.Checker.CheckStored(spec.Source).Spec;
        Assert.NotNull(again);
        Assert.Equal(spec.Pipeline.Tasks.Select(static task => (task.Name, task.Type)), again.Pipeline.Tasks.Select(static task => (task.Name, task.Type)));
    });

    private static IEnumerable<JobSpec> Accepted() => CorpusFile.All.Where(static file => file.IsAccepted).Select(static file => Check(file).Spec!);

    private static SpecCheck Check(CorpusFile file) => (file.IsV1 ? CorpusNode.OfOneChain : CorpusNode.OfTwoChains).Checker.Check(file.Text);

    private static DotGraph Graph(JobSpec spec) => DotParser.Parse(spec.ObservationSource, SourcePosition.Start);

    private static string TypeOf(DotNode node) => node.Attributes.First(static attribute => attribute.Name == "type").Value.Trim();

    private static IReadOnlyList<string> Findings(SpecCheck check) => check.Faults.Count == 0
        ? ["accept"]
        : [.. check.Faults.Select(static fault => $"{(fault.IsWarning ? "warn" : "fault")} {fault.Code} at {fault.Line}:{fault.Column}").Order(StringComparer.Ordinal)];
}
