using Node.Jobs.Pipeline;
using Node.Jobs.Pipeline.Tasks;
using Node.Jobs.Specs;
using Node.Jobs.Tests.Running;
using Node.Jobs.Tests.Specs;
using Node.Jobs.Types.Webhook;
using Node.Testing.Http;
using Xunit;

namespace Node.Jobs.Tests.Types.Webhook;

public sealed class WebhookSpecReaderTests
{
    private const string Webhook = "type = \"webhook\"\nschemaVersion = 1\n";

    [Fact]
    public void Initiators_are_read_with_names_in_lower_case_and_their_spec_as_compact_json()
    {
        var spec = Accept("externalInitiators = [{ name = \"Feed-1\", spec = '{ \"a\" : [1, 2] }' }, { name = \"other_2\" }]\n" + Check.Pipeline);

        Assert.Equal([new InitiatorUse("feed-1", "{\"a\":[1,2]}"), new InitiatorUse("other_2", "null")], spec.ExternalInitiators);
        Assert.True(spec.Names("feed-1"));
        Assert.False(spec.Names("feed"));
    }

    [Fact]
    public void Initiators_may_be_written_as_tables_of_their_own()
    {
        var spec = Accept(Check.Pipeline + "[[externalInitiators]]\nname = \"a\"\nspec = \"1\"\n[[externalInitiators]]\nname = \"b\"\n");

        Assert.Equal(["a", "b"], spec.ExternalInitiators.Select(use => use.Name));
    }

    [Theory]
    [InlineData("prices", "did you mean price?")]
    [InlineData("weather", "create it first: oracle-node initiators create weather [URL]")]
    public void An_initiator_that_is_not_there_is_a_fault_that_says_what_was_meant(string name, string fix)
    {
        var fault = Assert.Single(Checker(new Known("price", "vrf")).Check($"{Webhook}externalInitiators = [{{ name = \"{name}\" }}]\n{Check.Pipeline}").Faults);

        Assert.Equal(("initiator-unknown", 3, fix, false), (fault.Code, fault.Line, fault.Fix, fault.IsWarning));
    }

    [Fact]
    public void Any_name_is_good_away_from_a_node_and_while_stored_jobs_are_loaded()
    {
        var toml = $"{Webhook}externalInitiators = [{{ name = \"weather\" }}]\n{Check.Pipeline}";

        Assert.Empty(Checker(null).Check(toml).Faults);
        Assert.Empty(Checker(new Known(null)).Check(toml).Faults);
    }

    [Fact]
    public void A_job_names_at_most_InitiatorsMax_and_says_at_most_ParamsCharsMax_to_each()
    {
        Assert.Empty(Faults(Many(WebhookSpecReader.InitiatorsMax)));
        Assert.Contains("InitiatorsMax", Assert.Single(Faults(Many(WebhookSpecReader.InitiatorsMax + 1))).Problem, StringComparison.Ordinal);
        Assert.Empty(Faults(Saying(WebhookSpecReader.ParamsCharsMax)));
        Assert.Contains("ParamsCharsMax", Assert.Single(Faults(Saying(WebhookSpecReader.ParamsCharsMax + 1))).Problem, StringComparison.Ordinal);

        static string Many(int count) => $"externalInitiators = [{string.Join(", ", Enumerable.Range(0, count).Select(i => $"{{ name = \"i{i}\" }}"))}]";
        static string Saying(int chars) => $"externalInitiators = [{{ name = \"a\", spec = '\"{new string('x', chars - 2)}\"' }}]";
    }

    [Fact]
    public void A_key_that_an_entry_does_not_have_is_doubted()
    {
        var fault = Assert.Single(Faults("externalInitiators = [{ name = \"a\", params = \"{}\" }]"));

        Assert.True(fault.IsWarning);
        Assert.Contains("params", fault.Problem, StringComparison.Ordinal);
    }

    private static IReadOnlyList<SpecFault> Faults(string line) => Checker(null).Check($"{Webhook}{line}\n{Check.Pipeline}").Faults;

    private static WebhookSpec Accept(string rest) => Assert.IsType<WebhookSpec>(Check.Accept(Webhook + rest).TypeSpec);

    private static SpecChecker Checker(IInitiatorNames? names) => new(
        [new WebhookSpecReader(names)], StandardTasks.CreateRegistry(new TaskServices(new FakeOutboundHttp(), new TestChain())), KnownChains.Any);

    private sealed class Known(params string[]? names) : IInitiatorNames
    {
        IReadOnlyCollection<string>? IInitiatorNames.Known => names;
    }
}
