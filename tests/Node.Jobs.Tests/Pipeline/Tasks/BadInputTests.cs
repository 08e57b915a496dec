using System.Text.RegularExpressions;
using Node.Core.Text;
using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Tasks;
using Node.Jobs.Pipeline.Values;
using Node.Testing.Http;
using Xunit;

namespace Node.Jobs.Tests.Pipeline.Tasks;

/// <summary>
/// Every attribute of every task with what cannot be right, written out, from a variable and from an input: whoever reads the error
/// learns which task and attribute, what was found and what is accepted, and never gets more than a piece of what others wrote.
/// </summary>
public sealed partial class BadInputTests(ITestOutputHelper output)
{
    private const string Contract = "0x613a38AC1659769640aaE063C651F48E0250454C";
    private const string Key = "0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f8179800";
    private const string Vrf = $"publicKey=\"{Key}\" requestBlockHash=\"$(hash)\" requestBlockNumber=\"$(one)\" topics=\"$(topics)\"";

    // A task of each type that would work.
    private static readonly Dictionary<string, string> Good = new()
    {
        ["multiply"] = "input=1 times=2", ["divide"] = "input=1 divisor=2 precision=3", ["lessthan"] = "left=1 right=2",
        ["conditional"] = "data=\"$(yes)\"", ["sum"] = "values=<[1]> allowedFaults=0", ["median"] = "values=<[1]> allowedFaults=0",
        ["mode"] = "values=<[1]> allowedFaults=0", ["mean"] = "values=<[1]> allowedFaults=0 precision=2",
        ["length"] = "input=x", ["lowercase"] = "input=x", ["uppercase"] = "input=x", ["hexencode"] = "input=x", ["hexdecode"] = "input=\"0x01\"",
        ["base64encode"] = "input=x", ["base64decode"] = "input=\"YQ==\"", ["any"] = "", ["lookup"] = "key=a", ["memo"] = "value=1",
        ["merge"] = "left=<{\"a\": 1}> right=<{\"b\": 1}>", ["jsonparse"] = "path=a separator=\",\" data=\"$(doc)\" lax=false",
        ["cborparse"] = "data=\"$(cbor)\" mode=standard", ["ethabiencode"] = "abi=\"f(uint8 a)\" data=<{\"a\": 1}>",
        ["ethabiencode2"] = "abi=<{\"inputs\": [{\"name\": \"a\", \"type\": \"uint8\"}]}> data=<{\"a\": 1}>",
        ["ethabidecode"] = "abi=\"uint8 a\" data=\"$(hash)\"", ["ethabidecodelog"] = "abi=\"E(uint8 indexed a)\" data=\"$(none)\" topics=\"$(topics)\"",
        ["v1request"] = "", ["v1"] = "adapter=noop params=<{\"a\": 1}> request=\"$(map)\" data=\"$(map)\" answer=\"$(map)\"",
        ["v1sleep"] = "until=\"2001-01-01T00:00:00Z\" data=\"$(map)\"", ["v1pending"] = "", ["fail"] = "msg=x", ["panic"] = "msg=x",
        ["http"] = "method=GET url=\"https://x.example\" requestData=<{\"a\": 1}> allowUnrestrictedNetworkAccess=false headers=<[\"A\", \"b\"]>",
        ["bridge"] = "name=feed requestData=<{\"a\": 1}> includeInputAtKey=a async=false cacheTTL=\"1m\" headers=<[\"A\", \"b\"]>",
        ["ethcall"] = $"contract=\"{Contract}\" from=\"{Contract}\" data=\"$(hash)\" gas=1 gasPrice=1 gasTipCap=1 gasFeeCap=1 gasUnlimited=false extractRevertReason=true evmChainID=1",
        ["ethtx"] = $"from=<[\"{Contract}\"]> to=\"{Contract}\" data=\"$(hash)\" gasLimit=1 txMeta=<{{\"JobID\": 1}}> minConfirmations=0 failOnRevert=true transmitChecker=x evmChainID=1",
        ["estimategaslimit"] = $"from=\"{Contract}\" to=\"{Contract}\" data=\"$(hash)\" multiplier=1 evmChainID=1",
        ["ethgetblock"] = "evmChainID=1", ["vrf"] = Vrf, ["vrfv2"] = Vrf, ["vrfv2plus"] = Vrf,
    };

    // What takes whatever it is given, or has no effect.
    private static readonly string[] TakesAnything =
    [
        "memo.value", "lookup.key", "jsonparse.separator", "v1.answer", "fail.msg", "panic.msg", "bridge.includeInputAtKey", "bridge.async", "ethtx.transmitChecker",
    ];

    private static readonly string Long = new('z', 1000);

    private static readonly Dictionary<string, PipelineValue> Bad = new()
    {
        ["text"] = PipelineValue.Of("\u001b[31m\u202e" + Long), ["bytes"] = PipelineValue.Of([0xff, 0xfe]), ["map"] = PipelineValue.Map(("a", PipelineValue.Null)),
        ["list"] = PipelineValue.List(PipelineValue.Of(Long), PipelineValue.True), ["number"] = PipelineValue.Of(BigDecimal.Parse("-1.5")),
        ["large"] = PipelineValue.Of(BigDecimal.Parse(new string('9', 1000))), ["boolean"] = PipelineValue.True, ["null"] = PipelineValue.Null,
    };

    private readonly TaskRegistry _registry = StandardTasks.CreateTestRegistry(
        new TaskServices(new FakeOutboundHttp(), new FakeChains(static _ => [], 1)) { Bridges = new NamedBridges("feed") });

    [Fact]
    public async Task An_error_names_task_and_attribute_what_was_found_and_what_is_accepted()
    {
        Assert.Equal(_registry.TypeNames, Good.Keys.Order(StringComparer.Ordinal));
        List<string> silent = [];
        foreach (var name in _registry.TypeNames)
        {
            Assert.True(_registry.TryFind(name, out var type));
            foreach (var attribute in type.Attributes)
            {
                if (!await IsRefusedAsync(name, attribute) && !TakesAnything.Contains($"{name}.{attribute}"))
                {
                    silent.Add($"{name}.{attribute}");
                }
            }
        }

        Assert.Equal([], silent);
    }

    private async Task<bool> IsRefusedAsync(string type, string attribute)
    {
        var isRefused = IsFaulty(type, attribute, Long) | IsFaulty(type, attribute, "\u202e{\\\"a\\\": \\\"" + Long);
        var given = new Regex($"{attribute}=(\"[^\"]*\"|<[^>]*>|[^ ]+)");
        foreach (var (kind, value) in Bad)
        {
            var fromVariable = given.Replace(Good[type], $"{attribute}=\"$(bad)\"");
            isRefused |= await FailsAsync(type, attribute, fromVariable, value, kind, isInput: false);
            isRefused |= await FailsAsync(type, attribute, given.Replace(Good[type], ""), value, kind, isInput: true);
        }

        return isRefused;
    }

    // Written out in the spec.
    private bool IsFaulty(string type, string attribute, string text)
    {
        var given = new Regex($"{attribute}=(\"[^\"]*\"|<[^>]*>|[^ ]+)");
        var source = $"in [type=memo value=1]\nt [type={type} {given.Replace(Good[type], _ => $"{attribute}=\"{text}\"")}]\nin -> t";
        var faults = PipelineCompiler.Compile(source, _registry).Faults.Where(fault => !fault.IsWarning && fault.Problem.Contains($"t\": {attribute}", StringComparison.Ordinal)).ToList();
        foreach (var fault in faults)
        {
            AssertClear($"{fault.Problem}; {fault.Fix}");
        }

        return faults.Count > 0;
    }

    private async Task<bool> FailsAsync(string type, string attribute, string attributes, PipelineValue value, string kind, bool isInput)
    {
        var source = $"in [type=memo value=\"$({(isInput ? "bad" : "map")})\"]\nt [type={type} {attributes}]\nin -> t";
        if (PipelineCompiler.Compile(source, _registry).Pipeline is not { } pipeline)
        {
            return false;
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var run = await new PipelineExecutor().RunAsync(pipeline, Runner.Context(Variables(value)), limit.Token);
        if (run.ResultOf("t").Error is not { } error)
        {
            return false;
        }

        if (TestTasks.Registry.TypeNames.Contains(type) && type is not ("fail" or "panic"))
        {
            Assert.StartsWith($"t ({type}): ", error.Message, StringComparison.Ordinal);
        }

        if (!error.Message.StartsWith($"t ({type}): {attribute}: ", StringComparison.Ordinal))
        {
            return false; // another attribute, or the outside, came first
        }

        output.WriteLine($"{kind}: {error.Message}");
        AssertClear(error.Message);
        return true;
    }

    private static void AssertClear(string message)
    {
        Assert.DoesNotContain(new string('z', Untrusted.CharsMax + 1), message, StringComparison.Ordinal);
        Assert.DoesNotContain(message, static c => char.IsControl(c) || c == '\u202e');
        Assert.True(message.Length < 1200, message);
        Assert.Matches(FoundPattern(), message);
        Assert.Matches(AcceptedPattern(), message);
    }

    private static MapValue Variables(PipelineValue bad)
    {
        var hash = PipelineValue.Of([.. new byte[31], 1]);
        return (MapValue)PipelineValue.Map(
            ("bad", bad), ("yes", PipelineValue.True), ("one", PipelineValue.Of(1L)), ("doc", PipelineValue.Of("{\"a\": 1}")), ("cbor", PipelineValue.Of([1])),
            ("hash", hash), ("topics", PipelineValue.List(hash, hash)), ("none", PipelineValue.Of([])), ("map", PipelineValue.Map(("a", PipelineValue.Of(1L)))));
    }

    // What was found: said as such, quoted, or counted.
    [GeneratedRegex("found |\"|has |is |is not|there are|a number of|\\d")]
    private static partial Regex FoundPattern();

    // What is accepted: said as such, or what is wrong with it in the words of the format.
    [GeneratedRegex("accepted|expected|limit|write |there are |is not a decimal number|cannot be|is required|not in it|must|nothing|neither|more than|leads beyond|ends after|a second")]
    private static partial Regex AcceptedPattern();
}
