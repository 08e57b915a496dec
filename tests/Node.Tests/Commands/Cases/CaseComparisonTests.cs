using Node.Commands.Cases;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Xunit;

namespace Node.Tests.Commands.Cases;

public sealed class CaseComparisonTests
{
    [Theory]
    [InlineData("1", "1.0", true)]
    [InlineData("100", "1e2", true)]
    [InlineData("35", "\"35\"", true)]
    [InlineData("\"35.50\"", "35.5", true)]
    [InlineData("\"3e1\"", "30", false)]
    [InlineData("\"+30\"", "30", false)]
    [InlineData("\"\"", "0", false)]
    [InlineData("\"1\"", "\"1.0\"", false)]
    [InlineData("0.1", "0.10000000000000001", false)]
    [InlineData("\"0xAB\"", "\"0xab\"", true)]
    [InlineData("\"AB\"", "\"ab\"", false)]
    [InlineData("\"0xAB\"", "{\"$bytes\": \"0xab\"}", true)]
    [InlineData("\"0xAB\"", "{\"$bytes\": \"0xabcd\"}", false)]
    [InlineData("{\"a\": 1, \"b\": \"2\"}", "{\"b\": 2, \"a\": \"1\"}", true)]
    [InlineData("{\"a\": 1}", "{\"a\": 1, \"b\": null}", false)]
    [InlineData("{\"a\": 1}", "{\"b\": 1}", false)]
    [InlineData("[1, [2, \"0xA\"]]", "[\"1\", [2, \"0xa\"]]", true)]
    [InlineData("[1, 2]", "[2, 1]", false)]
    [InlineData("null", "[]", false)]
    [InlineData("true", "\"true\"", false)]
    public void Values_are_compared_by_what_they_mean(string expected, string actual, bool agree)
    {
        Assert.Equal(agree, CaseComparison.Agree(StoredValue.Read(expected), StoredValue.Read(actual)));
        Assert.Equal(agree, CaseComparison.Agree(StoredValue.Read(actual), StoredValue.Read(expected)));
    }

    [Fact]
    public void What_is_left_out_is_not_looked_at() =>
        Assert.Empty(CaseComparison.Differences(new CaseExpectation(), Answer()));

    [Fact]
    public void Each_difference_is_named_with_its_task()
    {
        var expected = new CaseExpectation
        {
            State = "errored",
            Tasks = new Dictionary<string, PipelineValue?> { ["a"] = PipelineValue.Of(2), ["b"] = PipelineValue.Of(1), ["c"] = null },
            Outputs = [PipelineValue.Of(1), PipelineValue.Of(5)],
        };
        var differences = CaseComparison.Differences(expected, Answer());
        Assert.Equal(5, differences.Count);
        Assert.Contains("state: expected errored, got completed", differences);
        Assert.Contains("a: expected 2, got 1", differences);
        Assert.Contains("b: expected 1, got the error \"b (x): no\"", differences);
        Assert.Contains("c: expected an error, got nothing: there is no such task", differences);
        Assert.Contains("outputs: expected [1, 5], got [1, null]", differences);
    }

    [Fact]
    public void Results_that_share_an_index_have_no_order()
    {
        var expected = new CaseExpectation { Outputs = [PipelineValue.Null, PipelineValue.Of(1)] };
        Assert.Empty(CaseComparison.Differences(expected, Answer() with { IsOrdered = false }));
        Assert.Single(CaseComparison.Differences(expected, Answer()));
        var twice = new CaseExpectation { Outputs = [PipelineValue.Of(1), PipelineValue.Of(1)] };
        Assert.Single(CaseComparison.Differences(twice, Answer() with { IsOrdered = false }));
    }

    private static CaseAnswer Answer() => new(
        "completed",
        new Dictionary<string, TaskResult> { ["a"] = TaskResult.Ok(PipelineValue.Of(1)), ["b"] = TaskResult.Fail("b (x): no") },
        [PipelineValue.Of(1), null],
        true,
        null);
}
