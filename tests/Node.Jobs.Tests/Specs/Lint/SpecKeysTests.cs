using Node.Jobs.Specs;
using Xunit;

namespace Node.Jobs.Tests.Specs.Lint;

/// <summary>What is accepted and can hardly be meant, or is refused because others refuse it, is named where it stands.</summary>
public sealed class SpecKeysTests
{
    private const string Pipeline = "a [type=memo value=1]";

    [Theory]
    [InlineData("NAME = \"x\"", SpecCodes.KeyCase)]
    [InlineData("maxTaskDuration = \"1ms\"", SpecCodes.Doubtful)]
    [InlineData("gasLimit = 0", SpecCodes.Doubtful)]
    public void A_doubtful_key_is_warned_of_on_its_line(string key, string code)
    {
        var spec = $"type = \"webhook\"\nschemaVersion = 1\n{key}\nobservationSource = '{Pipeline}'\n";
        var check = Checkers.ForChains().Check(spec);
        Assert.NotNull(check.Spec);
        var fault = Assert.Single(check.Faults);
        Assert.Equal((3, 1, code, true), (fault.Line, fault.Column, fault.Code, fault.IsWarning));
    }

    [Theory]
    [InlineData("CRON_TZ=UTC */61 * * * * *", true)]
    [InlineData("CRON_TZ=UTC 0 */12 * * *", false)]
    [InlineData("CRON_TZ=UTC 0/59 * * * * *", false)]
    public void A_step_beyond_its_range_is_warned_of(string schedule, bool isDoubtful)
    {
        var check = Checkers.ForChains().Check($"type = \"cron\"\nschemaVersion = 1\nschedule = \"{schedule}\"\nobservationSource = '{Pipeline}'\n");
        Assert.Equal(isDoubtful, check.Faults.Any(fault => fault.Code == SpecCodes.Doubtful && fault.IsWarning));
        Assert.NotNull(check.Spec);
    }

    [Fact]
    public void A_schedule_that_never_comes_is_refused()
    {
        var check = Checkers.ForChains().Check($"type = \"cron\"\nschemaVersion = 1\nschedule = \"CRON_TZ=UTC 0 0 0 31 2 *\"\nobservationSource = '{Pipeline}'\n");
        Assert.Null(check.Spec);
        Assert.Contains("never comes", Assert.Single(check.Faults).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_is_warned_of_and_read_past()
    {
        var check = Checkers.ForChains().Check($"\uFEFFtype = \"webhook\"\nschemaVersion = 1\nobservationSource = '{Pipeline}'\n");
        Assert.NotNull(check.Spec);
        Assert.Equal(SpecCodes.ByteOrderMark, Assert.Single(check.Faults).Code);
    }

    [Fact]
    public void Empty_brackets_are_refused_where_they_stand()
    {
        var check = Checkers.ForChains().Check("type = \"webhook\"\nschemaVersion = 1\nobservationSource = 'a [type=memo value=<{}>]'\n");
        Assert.Null(check.Spec);
        var fault = Assert.Single(check.Faults, fault => fault.Code == SpecCodes.EmptyJson);
        Assert.Equal((3, 41), (fault.Line, fault.Column));
    }

    [Theory]
    [InlineData(SpecChecker.NameCharsMax, true)]
    [InlineData(SpecChecker.NameCharsMax + 1, false)]
    public void A_name_has_a_limit(int length, bool isAccepted)
    {
        var name = string.Concat(Enumerable.Repeat("😀", length));
        var check = Checkers.ForChains().Check($"type = \"webhook\"\nschemaVersion = 1\nname = \"{name}\"\nobservationSource = '{Pipeline}'\n");
        Assert.Equal(isAccepted, check.Spec is not null);
    }

    [Theory]
    [InlineData("123e4567-e89b-12d3-a456-426655440002")]
    [InlineData("123E4567E89B12D3A456426655440002")]
    [InlineData("{123e4567-e89b-12d3-a456-426655440002}")]
    [InlineData("urn:uuid:123e4567-e89b-12d3-a456-426655440002")]
    public void An_id_may_be_written_as_in_the_field(string id)
    {
        var check = Checkers.ForChains().Check($"type = \"webhook\"\nschemaVersion = 1\nexternalJobID = \"{id}\"\nobservationSource = '{Pipeline}'\n");
        Assert.Equal(Guid.Parse("123e4567-e89b-12d3-a456-426655440002"), check.Spec?.ExternalJobId);
    }
}
