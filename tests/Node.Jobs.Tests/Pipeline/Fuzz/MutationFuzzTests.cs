using Node.Eth.Encoding.Abi;
using Node.Eth.Primitives;
using Node.Jobs.Pipeline;
using Node.Jobs.Pipeline.Dot;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Tasks.Abi;
using Node.Jobs.Pipeline.Tasks.Parsing;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Specs;
using Node.Jobs.Types.Cron;
using Node.Jobs.Types.DirectRequest;
using Node.Jobs.Types.Webhook;
using Xunit;

namespace Node.Jobs.Tests.Pipeline.Fuzz;

/// <summary>Mutated input from outside: nothing but an answer may come of it, and soon.</summary>
public sealed class MutationFuzzTests
{
    private static readonly string[] Pipelines =
    [
        "ds [type=http method=GET url=\"https://x.example/a?b=c\"];\nparse [type=jsonparse path=\"data,result\" lax=true]\nds -> parse -> m\nm [type=multiply times=100]",
        "subgraph g { a [type=memo value=<{\"a\": $(jobRun.x), \"b\": [1, $(y)]}>] } -> {b c} # rest\nb [type=median] c [type=sum values=\"[$(a), 2]\"] /* x */",
        "e [type=ethabiencode abi=\"f(uint256 a, bytes32[2][] b, tuple(address c, string d) t)\" data=<{\"a\": $(x.0.y)}>]\n\"n\\\"o\\u0041\" [type=divide input=1 divisor=3 precision=\"-1\"]",
        "\"\\u0041\\U0001F600\\x41\\101\" [type=lowercase input=\"\\ud83d\\ude00 \\ud800 \\a\\v\\q\"]\né [type=memo value=<\"\U0001F600\">] é -- \"\\u0041\"; \"\\u0041\":p:n -> é",
        "strict digraph g { node [shape=box]; subgraph { subgraph s { {a} } } -> {b; c} -> d [x=y] }\na [type=any][index=\"0x7fffffff\"][retries=3,timeout=\"1h2m\";failEarly=t] \"<a>\" [type=merge left=\"<{}>\"]",
    ];

    private static readonly string[] Documents =
    [
        """{"a":{"b":[1,2.5e10,-0.1,"é\u0041\ud83d\ude00",null,true,{"c":[]}]},"a,b":"x","":{"":0}}""",
        """[[[[{"USD":{"price":"1234.5678","volume":1e400}}]]],"\\\"/\b\f\n\r\t"]""",
        """ {"\ud800":"\udc00\ud83d\ude00\ud83dx","a":{"a":{"a":[-0,0e0,-0.0E-0,123456789012345678901234567890.5e-30,1E+2]}},"a":[[],{}]} """,
    ];

    private static readonly byte[][] Cbor =
    [
        Convert.FromHexString("bf6361626318ff6375726c781968747470733a2f2f782e6578616d706c652f70726963652f61ff"),
        Convert.FromHexString("a36161fb4008000000000000616281c246b0a9f63462386163fb4202a05f20000000"),
        Convert.FromHexString("6261318062623182f93c00fa3fc000006263315f42010243030405ff6264317f6161ff"),
        Convert.FromHexString("a1616182a16162c349010000000000000000f7"),
        Convert.FromHexString("bf6162d81864617873bf6163f97e00f97c00f9fc00fb7ff8000000000000ff5f4101420203ff"),
        Convert.FromHexString("a261638218ff1bffffffffffffffff61643bffffffffffffffff"),
    ];

    private static readonly string[] Specs =
    [
        "type = \"cron\"\nschemaVersion = 1\nname = \"a job\"\nexternalJobID = \"123e4567-e89b-12d3-a456-426655440002\"\nmaxTaskDuration = \"10s\"\nschedule = \"CRON_TZ=UTC 0 0 1 1 * *\"\nobservationSource = \"\"\"\na [type=memo value=<{\\\"x\\\": 1}>]\nb [type=jsonparse path=x]\na -> b\n\"\"\"\n",
        "type = 'directrequest'\nschemaVersion = 0x1\nevmChainID = '1'\ncontractAddress = '0x613a38AC1659769640aaE063C651F48E0250454C'\nminIncomingConfirmations = 3\nrequesters = ['0xaAAAaA00000000000000000000000000000000AA']\nobservationSource = '''\nd [type=ethabidecode abi=\"uint256 a\" data=\"$(jobRun.logData)\"]\n'''\n[x]\ny = { z = [1.5e3, 1979-05-27T07:32:00Z] }",
        "type = \"webhook\"\nschemaVersion = 1\nexternalInitiators = [{ name = \"a\", spec = \"{}\" }]\nobservationSource = \"a [type=sum values=<[1, 2]>]\"",
        """
        {"name":"\u0041\ud83d\ude00","id":"0f6c6a0e5f8f4b3e9f3c7c2d1e0b9a88","startAt":"2020-01-01T00:00:00Z","endAt":1893456000,"minPayment":"10",
         "initiators":[{"type":"runlog","params":{"address":"0x613a38AC1659769640aaE063C651F48E0250454C","requesters":[null,"0x01"]} }],
         "tasks":[{"type":"httpget","confirmations":2,"params":{"get":"https://x.example/?a=$(b)","headers":{"A":["1",2]} } },{"type":"copy","params":{"copyPath":["a",0]} },{"type":"ethtx"}]}
        """,
        """{"assignment":{"subtasks":[{"adapterType":"httpPost","adapterParams":{"post":"https://x.example","body":{"a":[1,{"b":null}]} } },{"adapterType":"noop"}]},"schedule":{"minute":"*/5","hour":"1-3","runAt":["1577836800"]} }""",
    ];

    private static readonly string[] AbiTypes =
    [
        "transfer(address to, uint256 amount)",
        "Order(bytes32 indexed id, tuple(uint8 a, string[] b)[2][] orders, bytes memory data)",
        "uint256[3][] a, (bool b, (int8 c)[] d) e, function f",
        """{"name":"f","inputs":[{"name":"t","type":"tuple[2][]","components":[{"name":"a","type":"uint8"},{"name":"b","type":"bytes"}]}]}""",
        "event E(uint256 indexed, string, bytes32[3][2][] indexed x) anonymous",
        "function f(tuple(tuple(uint8 a)[] b, fixed128x18 c)[2] d) external payable returns (bool)",
    ];

    private static readonly string[] Numbers = ["123.456e-7", "-0.000000000000000001", "115792089237316195423570985008687907853269984665640564039457584007913129639935", "+1E+1000", ".5", "5.", "0e999999999", "-00012.3400e-1023", "9.999999999999999999999999999999999999e+985"];

    [Fact]
    public void Pipeline_texts() => Mutations.Run(Pipelines, static text =>
    {
        var result = PipelineCompiler.Compile(text, TestTasks.Registry);
        Assert.All(result.Faults, static f => Assert.True(f.Line >= 1 && f.Column >= 1 && f.Code.Length > 0 && f.Fix.Length > 0, f.ToString()));
        Assert.True(result.Pipeline is not null || result.Faults.Any(static f => !f.IsWarning), "refused without a fault");
    });

    [Fact]
    public void Graph_texts() => Mutations.Run(Pipelines, static text => Assert.NotNull(DotParser.Parse(text, SourcePosition.Start)));

    [Fact]
    public void Json_documents() => Mutations.Run(Documents, static json =>
    {
        var read = JsonValueReader.TryReadFirst(json, out var value, out var problem);
        Assert.Equal(read, problem is null);
        if (read)
        {
            Assert.Equal(value, StoredValue.Read(StoredValue.Write(value!)));
        }
    });

    [Fact]
    public void Json_paths()
    {
        string[] paths = ["a,b,3", "0,0,0,0,USD,price", "-1", ",", "a", "99999999999999999999,x"];
        var next = 0;
        Mutations.Run([.. Documents.Select(static d => d + "\u0001")], json =>
        {
            var path = paths[next++ % paths.Length];
            Assert.True(JsonPath.TryParse(PipelineValue.Of(path), ",", out var steps, out _));
            var read = steps.TryRead(json.TrimEnd('\u0001'), next % 2 == 0, out var value, out var problem);
            Assert.Equal(read, value is not null);
            Assert.Equal(read, problem is null);
        });
        Mutations.Run(paths, static path => Assert.True(
            JsonPath.TryParse(PipelineValue.Of(path), ",", out var steps, out var problem)
                ? steps.TryRead(Documents[0], true, out _, out _) || true : problem.Length > 0));
    }

    [Fact]
    public void Cbor_data() => Mutations.RunBytes(Cbor, static data =>
    {
        foreach (var diet in new[] { true, false })
        {
            var read = CborValueReader.TryRead(data, diet, out var value, out var problem);
            Assert.Equal(read, problem is null);
            Assert.True(!read || value is not null);
        }
    });

    [Fact]
    public void Number_texts() => Mutations.Run(Numbers, static text =>
    {
        if (BigDecimal.TryParse(text, out var number, out var problem))
        {
            Assert.Equal(number, BigDecimal.Parse(number.ToString()));
        }
        else
        {
            Assert.True(problem.Length < 500, problem);
        }
    });

    [Fact]
    public void Spec_texts()
    {
        var specs = new SpecChecker(
            [new CronSpecReader(), new WebhookSpecReader(), new DirectRequestSpecReader(KnownChains.Any)], TestTasks.Registry, KnownChains.Any);
        Mutations.Run(Specs, toml =>
        {
            var check = specs.Check(toml);
            Assert.All(check.Faults, static f => Assert.True(f.Line >= 0 && f.Code.Length > 0 && f.Fix.Length > 0, f.ToString()));
            Assert.True(check.Spec is not null || check.Faults.Any(static f => !f.IsWarning), "refused without a fault");
        });
    }

    [Fact]
    public void Abi_types() => Mutations.Run(AbiTypes, static text =>
    {
        Tolerate(() => AbiCall.Parse(text));
        Tolerate(() => AbiLog.Parse(text));
        Tolerate(() => AbiText.Arguments(text));
        Tolerate(() => AbiJson.Parse(text));
        Tolerate(() => AbiTypeParser.Parse(text));
    });

    [Fact]
    public void Abi_data()
    {
        var types = AbiTypeParser.ParseParameters("uint8 a, (string, bytes)[] b, int256[2] c, bytes3[] d, bool e, (address, uint64[][2]) f");
        object[] values =
        [
            1, new object[] { new object[] { "text", new byte[] { 1 } } }, new[] { 1, -1 }, new object[] { new byte[3] }, true,
            new object[] { Address.Zero, new object[] { new object[] { 1, 2 }, Array.Empty<object>() } },
        ];
        var deep = AbiTypeParser.ParseParameters("bytes[][2][] a, ((string b)[] c, function d)[1] e");
        object[] nested =
        [
            new object[] { new object[] { new object[] { new byte[] { 1 }, Array.Empty<byte>() }, Array.Empty<object>() } },
            new object[] { new object[] { new object[] { new object[] { "x" }, new object[] { "" } }, new byte[24] } },
        ];
        byte[][] seeds = [AbiEncoder.Encode(types, values), AbiEncoder.Encode(deep, nested)];
        Mutations.RunBytes(seeds, data =>
        {
            Tolerate(() => AbiDecoder.Decode(types, data));
            Tolerate(() => AbiDecoder.Decode(deep, data));
        });
    }

    private static void Tolerate(Func<object> read)
    {
        try
        {
            Assert.NotNull(read());
        }
        catch (Exception e) when (e is AbiException or FormatException)
        {
            Assert.NotEmpty(e.Message);
        }
    }
}
