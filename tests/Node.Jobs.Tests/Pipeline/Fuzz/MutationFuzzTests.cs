using System.Text;
using Node.Jobs.Pipeline;
using Node.Jobs.Pipeline.Dot;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Tasks.Parsing;
using Node.Jobs.Pipeline.Values;
using Node.Testing;
using Xunit;

namespace Node.Jobs.Tests.Pipeline.Fuzz;

/// <summary>Mutated input from outside: nothing but an answer may come of it, and soon.</summary>
public sealed class MutationFuzzTests
{
    private static readonly TimeSpan InputDurationMax = TimeSpan.FromMilliseconds(100);
    private static readonly int Inputs = TestScale.Pick(5_000, 200_000);

    private const string Marks = "[]{}<>()\"'\\,;:=-.#/*$ \n0e";

    private static readonly string[] Pipelines =
    [
        "ds [type=http method=GET url=\"https://x.example/a?b=c\"];\nparse [type=jsonparse path=\"data,result\" lax=true]\nds -> parse -> m\nm [type=multiply times=100]",
        "subgraph g { a [type=memo value=<{\"a\": $(jobRun.x), \"b\": [1, $(y)]}>] } -> {b c} # rest\nb [type=median] c [type=sum values=\"[$(a), 2]\"] /* x */",
        "e [type=ethabiencode abi=\"f(uint256 a, bytes32[2][] b, tuple(address c, string d) t)\" data=<{\"a\": $(x.0.y)}>]\n\"n\\\"o\\u0041\" [type=divide input=1 divisor=3 precision=\"-1\"]",
    ];

    private static readonly string[] Documents =
    [
        """{"a":{"b":[1,2.5e10,-0.1,"é\u0041\ud83d\ude00",null,true,{"c":[]}]},"a,b":"x","":{"":0}}""",
        """[[[[{"USD":{"price":"1234.5678","volume":1e400}}]]],"\\\"/\b\f\n\r\t"]""",
    ];

    private static readonly byte[][] Cbor =
    [
        Convert.FromHexString("bf6361626318ff6375726c781968747470733a2f2f782e6578616d706c652f70726963652f61ff"),
        Convert.FromHexString("a36161fb4008000000000000616281c246b0a9f63462386163fb4202a05f20000000"),
        Convert.FromHexString("6261318062623182f93c00fa3fc000006263315f42010243030405ff6264317f6161ff"),
        Convert.FromHexString("a1616182a16162c349010000000000000000f7"),
    ];

    private static readonly string[] Numbers = ["123.456e-7", "-0.000000000000000001", "115792089237316195423570985008687907853269984665640564039457584007913129639935", "+1E+1000", ".5"];

    [Fact]
    public void Pipeline_texts() => Run(Pipelines, static text =>
    {
        var result = PipelineCompiler.Compile(text, TestTasks.Registry);
        Assert.All(result.Faults, static f => Assert.True(f.Line >= 1 && f.Column >= 1 && f.Code.Length > 0 && f.Fix.Length > 0, f.ToString()));
        Assert.True(result.Pipeline is not null || result.Faults.Any(static f => !f.IsWarning), "refused without a fault");
    });

    [Fact]
    public void Graph_texts() => Run(Pipelines, static text => Assert.NotNull(DotParser.Parse(text, SourcePosition.Start)));

    [Fact]
    public void Json_documents() => Run(Documents, static json =>
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
        Run([.. Documents.Select(static d => d + "\u0001")], json =>
        {
            var path = paths[next++ % paths.Length];
            Assert.True(JsonPath.TryParse(PipelineValue.Of(path), ",", out var steps, out _));
            var read = steps.TryRead(json.TrimEnd('\u0001'), next % 2 == 0, out var value, out var problem);
            Assert.Equal(read, value is not null);
            Assert.Equal(read, problem is null);
        });
        Run(paths, static path => Assert.True(
            JsonPath.TryParse(PipelineValue.Of(path), ",", out var steps, out var problem)
                ? steps.TryRead(Documents[0], true, out _, out _) || true : problem.Length > 0));
    }

    [Fact]
    public void Cbor_data() => RunBytes(Cbor, static data =>
    {
        foreach (var diet in new[] { true, false })
        {
            var read = CborValueReader.TryRead(data, diet, out var value, out var problem);
            Assert.Equal(read, problem is null);
            Assert.True(!read || value is not null);
        }
    });

    [Fact]
    public void Number_texts() => Run(Numbers, static text =>
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

    private static void Run(string[] seeds, Action<string> check) =>
        RunBytes([.. seeds.Select(Encoding.UTF8.GetBytes)], bytes => check(Encoding.UTF8.GetString(bytes)));

    private static void RunBytes(byte[][] seeds, Action<byte[]> check)
    {
        for (var seed = 0; seed < Inputs; seed++)
        {
            var random = new Random(seed);
            var input = Mutate(seeds[seed % seeds.Length], random);
            if (Time(input, seed, check) > InputDurationMax)
            {
                var again = Time(input, seed, check); // the machine may have paused once; it does not pause for an input
                Assert.True(again <= InputDurationMax, $"seed {seed} took {again}: {Convert.ToHexStringLower(input)}");
            }
        }
    }

    private static TimeSpan Time(byte[] input, int seed, Action<byte[]> check)
    {
        var started = TimeProvider.System.GetTimestamp();
        try
        {
            check(input);
        }
        catch (Exception e)
        {
            Assert.Fail($"seed {seed}: {e}\n{Convert.ToHexStringLower(input)}");
        }

        return TimeProvider.System.GetElapsedTime(started);
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = original.ToList();
        for (var i = random.Next(1, 8); i > 0 && bytes.Count > 0; i--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 8), bytes.Count - at));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 16), bytes.Count - at)));
                    break;
                case 4:
                    bytes.InsertRange(at, Enumerable.Repeat((byte)"{[<\"($\\9"[random.Next(8)], random.Next(1, 200)));
                    break;
                default:
                    bytes.Insert(at, (byte)Marks[random.Next(Marks.Length)]);
                    break;
            }
        }

        return [.. bytes];
    }
}
