using System.Numerics;
using Node.Eth.Primitives;
using Node.Eth.Rpc;
using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Tasks.Io;
using Node.Jobs.Pipeline.Values;
using Xunit;

namespace Node.Jobs.Tests.Pipeline.Tasks;

public sealed class GasAndBlockTaskTests
{
    private const string To = "0x00000000000000000000000000000000000000AA";
    private const string Estimate = $"g [type=estimategaslimit to=\"{To}\" data=\"0x01\" from=\"{To}\" evmChainID=7";

    private static readonly BlockHeader Block = new(
        Hash(1), 12, Hash(2), DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), new BigInteger(7), Hash(3), Hash(4), Hash(5), 30_000_000);

    [Theory]
    [InlineData("", 100_001, "100001")]
    [InlineData("multiplier=\"1.25\"", 100_001, "125001")]
    [InlineData("multiplier=2", 300_000, "500000")]
    [InlineData("multiplier=\"0.5\"", 500_000, "250000")]
    public async Task An_estimate_is_scaled_and_at_most_the_gas_limit(string attributes, long gas, string expected)
    {
        CallRequest? asked = null;
        var run = await RunAsync($"{Estimate} {attributes}]", new FakeChains(static _ => [], 7) { Gas = call => { asked = call; return gas; } });
        Assert.Equal(expected, run.Outputs[0]?.ToString());
        Assert.Equal((Address.Parse(To), Address.Parse(To)), (asked!.From, asked.To));
        Assert.Equal([1], asked.Data);
    }

    [Fact]
    public async Task The_job_s_gas_limit_counts_before_that_of_the_chain()
    {
        var run = await RunAsync(Estimate + "]", new FakeChains(static _ => [], 7) { Gas = static _ => 90_000 }, gasLimit: 80_000);
        Assert.Contains("needs 90000 gas, more than the gas limit of 80000", run.FatalErrors[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_would_revert_gets_no_gas()
    {
        var run = await RunAsync(Estimate + "]", Failing(RpcErrorKind.Reverted));
        Assert.Contains("would revert", run.FatalErrors[0], StringComparison.Ordinal);
        Assert.Equal(TaskErrorKind.Permanent, run.ResultOf("g").Error!.Kind);
    }

    [Theory]
    [InlineData(RpcErrorKind.Transient)]
    [InlineData(RpcErrorKind.Permanent)]
    public async Task Without_an_answer_it_is_the_gas_limit(RpcErrorKind kind) =>
        Assert.Equal("500000", (await RunAsync(Estimate + "]", Failing(kind))).Outputs[0]?.ToString());

    [Theory]
    [InlineData("multiplier=0", "multiplier: found the text \"0\", accepted is a number above 0")]
    [InlineData("multiplier=\"1e1023\"", "DigitsMax")]
    public async Task A_multiplier_that_makes_no_sense_is_refused(string attributes, string expected)
    {
        var run = await RunAsync($"{Estimate} {attributes}]", new FakeChains(static _ => [], 7) { Gas = static _ => 100_001 });
        Assert.Contains(expected, run.FatalErrors[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_newest_block_is_shown_by_its_parts()
    {
        var run = await RunAsync("b [type=ethgetblock]", new FakeChains(static _ => [], 7) { Latest = Block });
        var block = Assert.IsType<MapValue>(run.Outputs[0]);
        Assert.Equal("12 1700000000 7", $"{block.Members["number"]} {block.Members["timestamp"]} {block.Members["baseFeePerGas"]}");
        Assert.Equal(
            [Hash(1), Hash(2), Hash(3), Hash(4), Hash(5)],
            new[] { "hash", "parentHash", "receiptsRoot", "transactionsRoot", "stateRoot" }.Select(n => new Hash32(((BytesValue)block.Members[n]).Span)));
        Assert.Equal(new OutsideNote("chain 7", Block: "latest"), Assert.Single(run.Tasks[0].Outside));
    }

    [Fact]
    public async Task A_chain_without_a_block_may_have_one_later()
    {
        var run = await RunAsync("b [type=ethgetblock evmChainID=7]", new FakeChains(static _ => [], 7));
        Assert.Equal(TaskErrorKind.Transient, run.ResultOf("b").Error!.Kind);
    }

    private static FakeChains Failing(RpcErrorKind kind) =>
        new(static _ => [], 7) { Gas = _ => throw new RpcException(kind, "no") };

    private static Hash32 Hash(byte value) => new([.. Enumerable.Repeat(value, Hash32.Size)]);

    private static Task<PipelineRun> RunAsync(string source, FakeChains chains, long? gasLimit = null)
    {
        var registry = TestTasks.With(EstimateGasLimitTask.Type(chains), EthGetBlockTask.Type(chains));
        var context = Runner.Context() with { Job = new JobFacts { GasLimit = gasLimit } };
        return new PipelineExecutor().RunAsync(Runner.Compile(source, registry), context, TestContext.Current.CancellationToken);
    }
}
