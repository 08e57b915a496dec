using System.Numerics;
using Node.Core.Config;
using Node.Jobs.Bridges;
using Node.Jobs.Pipeline.Tasks;
using Xunit;

namespace Node.Jobs.Tests.Bridges;

public sealed class BridgeRulesTests
{
    private static readonly BridgeDraft Good = new() { Name = "a-B_1", Url = "http://127.0.0.1:7070/x" };

    [Fact]
    public void A_good_bridge_has_no_faults() => Assert.Empty(BridgeRules.Check(Good with
    {
        Timeout = BridgeRules.TimeoutMax, MinimumContractPayment = 0, Headers = [new("X-Key", "1")], Confirmations = uint.MaxValue,
    }));

    [Theory]
    [InlineData("", "No name specified")]
    [InlineData("a b", "task type validation: name a b contains invalid characters")]
    [InlineData("a.b", "invalid characters")]
    [InlineData("ä", "invalid characters")]
    public void A_name_is_letters_digits_and_two_signs(string name, string expected) =>
        Assert.Contains(expected, Assert.Single(BridgeRules.Check(Good with { Name = name })).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("", "URL must be present")]
    [InlineData("x", "not an http or https URL")]
    [InlineData("ftp://a/", "not an http or https URL")]
    [InlineData("http://u:p@a/", "user or password")]
    public void A_url_is_http_without_a_password(string url, string expected) =>
        Assert.Contains(expected, Assert.Single(BridgeRules.Check(Good with { Url = url })).Message, StringComparison.Ordinal);

    [Fact]
    public void Each_limit_is_crossed_by_name()
    {
        var longest = new string('a', BridgeNames.NameCharsMax);
        Assert.Empty(BridgeRules.Check(Good with { Name = longest }));
        Assert.Contains("NameCharsMax", Only(Good with { Name = longest + "a" }), StringComparison.Ordinal);
        Assert.Contains("UrlCharsMax", Only(Good with { Url = "http://a/" + new string('a', BridgeRules.UrlCharsMax) }), StringComparison.Ordinal);
        Assert.Contains("TimeoutMax", Only(Good with { Timeout = BridgeRules.TimeoutMax + TimeSpan.FromTicks(1) }), StringComparison.Ordinal);
        Assert.Contains("HeadersMax", Only(Good with { Headers = [.. Enumerable.Range(0, BridgeRules.HeadersMax + 1).Select(i => new KeyValuePair<string, string>($"h{i}", ""))] }), StringComparison.Ordinal);
        Assert.Contains("HeaderCharsMax", Only(Good with { Headers = [new("h", new string('v', BridgeRules.HeaderCharsMax))] }), StringComparison.Ordinal);
        Assert.Contains("MinimumContractPayment must be positive", Only(Good with { MinimumContractPayment = -1 }), StringComparison.Ordinal);
        Assert.Contains("MinimumContractPayment", Only(Good with { MinimumContractPayment = BigInteger.One << 256 }), StringComparison.Ordinal);
        Assert.Contains("confirmations", Only(Good with { Confirmations = -1 }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a b", "1", "not the name of a header")]
    [InlineData("a", "1\n2", "not printable ASCII")]
    public void A_header_is_sent_as_written_or_refused(string name, string value, string expected) =>
        Assert.Contains(expected, Only(Good with { Headers = [new(name, value)] }), StringComparison.Ordinal);

    [Fact]
    public void All_faults_come_at_once() => Assert.Equal(3, BridgeRules.Check(new BridgeDraft { Confirmations = -1 }).Count);

    [Fact]
    public void Options_out_of_their_range_are_named()
    {
        var faults = new ConfigFaults();
        new BridgeOptions
        {
            ResponseUrl = "node", CacheTtl = TimeSpan.FromHours(1), CallbackAgeMax = TimeSpan.Zero, CallbackKeptFor = TimeSpan.FromSeconds(-1), CallbackBytesMax = 0,
            AnswerBytesMax = 0, CountMax = 0, KeptAnswersMax = 0, CallsShownMax = 0,
        }.Validate(faults);
        Assert.Equal(9, faults.All.Count);
        faults = new ConfigFaults();
        new BridgeOptions().Validate(faults);
        Assert.Empty(faults.All);
    }

    private static string Only(BridgeDraft draft) => Assert.Single(BridgeRules.Check(draft)).Message;
}
