using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Tasks;
using Xunit;

namespace Node.Jobs.Tests.Pipeline.Tasks;

public sealed class StandardTasksTests
{
    private static readonly TaskServices Services = new(new FakeHttp(_ => throw new InvalidOperationException("this test sends nothing")), new FakeChains(static _ => []));

    [Theory]
    [InlineData("fail")]
    [InlineData("panic")]
    public void A_type_that_is_known_and_not_run_is_one_fault_that_says_so(string type)
    {
        var result = PipelineCompiler.Compile($"a [type={type} name=x requestData=\"{{}}\"]\nb [type=jsonparse path=x]\na -> b", StandardTasks.CreateRegistry(Services));
        var fault = Assert.Single(result.Faults);
        Assert.Equal(("task.type-not-run", 1, false), (fault.Code, fault.Line, fault.IsWarning));
        Assert.Contains("known and not run by this version", fault.Problem, StringComparison.Ordinal);
        Assert.Null(result.Pipeline);
    }

    [Fact]
    public void Case_files_may_fail_and_panic_on_purpose()
    {
        var registry = StandardTasks.CreateTestRegistry(Services);
        Assert.True(PipelineCompiler.Compile("a [type=fail msg=no] b [type=panic msg=no]", registry).IsAccepted);
        Assert.Equal("task.unknown-type", Assert.Single(PipelineCompiler.Compile("a [type=nosuch]", registry).Faults).Code);
    }

    [Fact]
    public void Every_type_of_the_language_is_there_or_refused_by_name()
    {
        string[] language =
        [
            "http", "bridge", "ethcall", "ethtx", "estimategaslimit", "ethgetblock", "jsonparse", "cborparse", "lookup", "merge", "memo", "any", "length",
            "multiply", "divide", "sum", "mean", "median", "mode", "lessthan", "conditional", "lowercase", "uppercase", "hexencode", "hexdecode",
            "base64encode", "base64decode", "ethabiencode", "ethabiencode2", "ethabidecode", "ethabidecodelog",
            "vrf", "vrfv2", "vrfv2plus",
            "v1", "v1request", "v1sleep", "v1pending",
        ];
        Assert.Equal(language.Order(StringComparer.Ordinal), StandardTasks.CreateRegistry(Services).TypeNames);
    }
}
