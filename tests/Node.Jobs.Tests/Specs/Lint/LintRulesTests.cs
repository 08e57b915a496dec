using Node.Jobs.Pipeline;
using Node.Jobs.Specs.Lint;
using Xunit;

namespace Node.Jobs.Tests.Specs.Lint;

/// <summary>Each rule on a pipeline that it is about, and on one like it that is good.</summary>
public sealed class LintRulesTests
{
    private const string Sources = """
        a [type=http url="https://a.example"]
        b [type=http url="https://b.example"]
        c [type=http url="https://c.example"]

        """;

    private static readonly string[] Good =
    [
        "a [type=http url=\"https://a.example/?symbol=ETH\"]\np [type=jsonparse path=\"x\"]\nm [type=multiply times=100]\na -> p -> m",
        Sources + "m [type=median allowedFaults=1]\na -> m\nb -> m\nc -> m",
        "p [type=jsonparse data=\"$(jobRun.requestBody)\" path=\"x\"]\nm [type=multiply times=2]\nn [type=multiply times=100]\np -> m -> n",
        "p [type=memo value=<{\"id\": $(jobSpec.databaseID)}>]",
        "a [type=http url=\"https://a.example/token/0x9e40733cc9df84636505f4e6db28dca0dc5d1bba/2026-01-31-a-long-name-of-a-report\"]",
        "a [type=http method=POST url=\"https://a.example\" requestData=<{\"data\": {\"token\": \"USDC\", \"key\": $(jobRun.requestBody)}}>]",
        "e [type=ethcall contract=\"0x9E40733cC9df84636505f4e6Db28DCa0dC5D1bba\" data=\"$(jobRun.requestBody)\" evmChainID=1337]",
    ];

    [Theory]
    [InlineData("lint.undefined-variable", 1, "p [type=jsonparse path=\"a\" data=\"$(nope.x)\"]", false)]
    [InlineData("lint.undefined-variable", 1, "p [type=jsonparse path=\"a\" data=\"$(p)\"]", false)]
    [InlineData("lint.undefined-variable", 1, "p [type=memo value=<{\"a\": [$(other)]}>]", false)]
    [InlineData("lint.undefined-variable", 1, "p [type=jsonparse path=\"a\" data=\"$(jobRun.logData)\"]", true)]
    [InlineData("lint.unused-task", 2, "a [type=memo value=1]\nb [type=memo value=2]\nc [type=memo value=3]\na -> c", true)]
    [InlineData("lint.several-outputs", 3, "a [type=memo value=1]\nb [type=multiply times=1]\nc [type=multiply times=2]\na -> b\na -> c", true)]
    [InlineData("lint.checksum", 1, "e [type=ethcall contract=\"0x9e40733cc9df84636505f4e6db28dca0dc5d1bba\" data=\"$(jobRun.requestBody)\"]", true)]
    [InlineData("lint.checksum", 1, "e [type=ethcall contract=\"0x9E40733cC9df84636505f4e6Db28DCa0dC5D1bbA\" data=\"$(jobRun.requestBody)\"]", true)]
    [InlineData("lint.secret", 1, "a [type=http url=\"https://user:pw@a.example\"]", true)]
    [InlineData("lint.secret", 1, "a [type=http url=\"https://a.example/p?symbol=ETH&api_key=abc\"]", true)]
    [InlineData("lint.secret", 1, "a [type=http url=\"https://a.example\" headers=<[\"Accept\", \"x\", \"X-API-Key\", \"abc\"]>]", true)]
    [InlineData("lint.secret", 1, "a [type=http url=\"https://a.example/v3/0123456789abcdef0123456789abcdef\"]", true)]
    [InlineData("lint.secret", 1, "a [type=http url=\"https://a.example/v2/aB3dEf6hIj9lMn2pQr5tUv8xYz1-_Kw4\"]", true)]
    [InlineData("lint.secret", 1, "a [type=http url=\"https://a.example/?x-cg-pro-api-key=abc\"]", true)]
    [InlineData("lint.secret", 1, "a [type=http url=\"https://a.example\" headers=<[\"X-Own\", \"Bearer abc\"]>]", true)]
    [InlineData("lint.secret", 1, "a [type=http url=\"https://a.example\" requestData=<{\"q\": {\"api_secret\" : \"0123456789xyz-0123\"}}>]", true)]
    [InlineData("lint.checksum", 1, "e [type=ethabiencode abi=<(address to)> data=<{\"to\":\"0x9e40733cc9df84636505f4e6db28dca0dc5d1bba\"}>]", true)]
    [InlineData("lint.no-minimum-sources", 4, Sources + "m [type=median allowedFaults=2]\na -> m\nb -> m\nc -> m", true)]
    [InlineData("lint.no-minimum-sources", 4, Sources + "m [type=sum]\na -> m\nb -> m\nc -> m", true)]
    [InlineData("lint.no-minimum-sources", 4, Sources + "m [type=mode]\na -> m\nb -> m\nc -> m", true)]
    [InlineData("lint.no-minimum-sources", 4, Sources + "m [type=any]\na -> m\nb -> m\nc -> m", true)]
    [InlineData("lint.multiplied-twice", 4, "a [type=memo value=1]\nm [type=multiply times=100]\nl [type=memo value=<{\"x\": $(m)}>]\nn [type=multiply input=\"$(k)\" times=\"1000\"]\nk [type=lookup key=x]\na -> m\nl -> k -> n", true)]
    [InlineData("lint.multiplied-twice", 4, "a [type=memo value=1]\nc [type=memo value=<1000000>]\nm [type=multiply times=100]\nn [type=multiply times=\"$(c)\"]\na -> m -> n", true)]
    [InlineData("lint.no-minimum-sources", 4, Sources + "m [type=median]\na -> m\nb -> m\nc -> m", true)]
    [InlineData("lint.no-minimum-sources", 4, Sources + "m [type=mean values=<[$(a), $(b), $(c)]>]", true)]
    [InlineData("lint.multiplied-twice", 3, "a [type=memo value=1]\nm [type=multiply times=100]\nn [type=multiply times=\"1000\"]\na -> m -> n", true)]
    public void A_rule_finds_what_it_is_about(string code, int line, string pipeline, bool isWarning)
    {
        var check = Checkers.ForChains(1337).Check(Checkers.Spec(pipeline));
        var found = Assert.Single(check.Faults, fault => fault.Code == code);
        Assert.Equal(isWarning, found.IsWarning);
        Assert.Equal(line + 5, found.Line);
        Assert.True(found.Column > 0 && found.Problem.Length > 0 && found.Fix.Length > 0, found.ToString());
        Assert.Equal(isWarning, check.Spec is not null);
        Assert.DoesNotContain("abc", found.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_found_in_good_pipelines() =>
        Assert.All(Good, pipeline => Assert.Equal([], Checkers.ForChains(1337).Check(Checkers.Spec(pipeline)).Faults));

    [Fact]
    public void A_price_divided_in_between_may_be_multiplied_again()
    {
        const string Pipeline = "a [type=memo value=1]\nm [type=multiply times=100]\nd [type=divide divisor=3]\nn [type=multiply times=100]\na -> m -> d -> n";
        Assert.Equal([], Checkers.ForChains(1337).Check(Checkers.Spec(Pipeline)).Faults);
    }

    [Fact]
    public void A_request_of_a_contract_wants_an_answer()
    {
        var keys = "contractAddress = \"0x9E40733cC9df84636505f4e6Db28DCa0dC5D1bba\"";
        var check = Checkers.ForChains(1337).Check(Checkers.Spec("a [type=memo value=1]", "directrequest", keys));
        Assert.True(Assert.Single(check.Faults, fault => fault.Code == "lint.no-answer").IsWarning);
        var answering = Checkers.ForChains(1337).Check(Checkers.Spec(
            "a [type=ethtx to=\"0x9E40733cC9df84636505f4e6Db28DCa0dC5D1bba\" data=\"0x01\"]", "directrequest", keys));
        Assert.Equal([], answering.Faults);
    }

    [Fact]
    public void A_task_that_stands_alone_and_lacks_an_attribute_is_only_warned_of()
    {
        var alone = Checkers.ForChains(1337).Check(Checkers.Spec("a [type=memo value=1]\nb [type=multiply times=1]\nc [type=merge left=\"{}\"]\na -> b"));
        Assert.NotNull(alone.Spec);
        Assert.True(Assert.Single(alone.Faults, fault => fault.Code == "task.missing-attribute").IsWarning);
        var only = Checkers.ForChains(1337).Check(Checkers.Spec("c [type=merge left=\"{}\"]"));
        Assert.Null(only.Spec);
    }

    [Fact]
    public void Every_rule_has_a_code_of_its_own()
    {
        var codes = LintRules.All.Select(rule => rule.Code).ToList();
        Assert.Equal(codes.Distinct(), codes);
        Assert.All(codes, code => Assert.StartsWith("lint.", code, StringComparison.Ordinal));
    }

    [Fact]
    public void A_fault_has_its_place_in_the_file()
    {
        var check = Checkers.ForChains().Check("type = \"webhook\"\nschemaVersion = 1\nobservationSource = \"a [type=memo value=<$(b)>]\"");
        var fault = Assert.Single(check.Faults, fault => fault.Code == "lint.undefined-variable");
        Assert.Equal((3, 41), (fault.Line, fault.Column));
        Assert.IsType<SpecFault>(fault);
    }
}
