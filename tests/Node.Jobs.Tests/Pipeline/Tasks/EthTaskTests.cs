using Node.Eth.Primitives;
using Node.Eth.Rpc;
using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Tasks.Io;
using Node.Jobs.Pipeline.Values;
using Xunit;

namespace Node.Jobs.Tests.Pipeline.Tasks;

public sealed class EthTaskTests
{
    private const string To = "0x00000000000000000000000000000000000000AA";

    private readonly List<CallRequest> _calls = [];
    private readonly List<TxIntent> _intents = [];

    [Fact]
    public async Task A_call_gives_the_bytes_the_contract_returned()
    {
        var run = await RunAsync($"c [type=ethcall contract=\"{To}\" data=\"$(d)\" evmChainID=7 gas=21000]", """{"d":{"$bytes":"0x01020304"}}""");
        Assert.Equal(PipelineValue.Of([0xca, 0xfe]), run.Outputs[0]);
        Assert.Equal(new OutsideNote("chain 7", Bytes: 2, Block: "latest"), Assert.Single(run.Tasks[0].Outside));
        var call = Assert.Single(_calls);
        Assert.Equal((Address.Parse(To), 21000L, Address.Zero), (call.To, call.Gas, call.From));
    }

    [Theory]
    [InlineData("gasUnlimited=true", null)]
    [InlineData("", 500_000L)]
    [InlineData("gas=9", 9L)]
    public async Task Gas_is_that_of_the_task_or_the_chain(string attributes, long? gas)
    {
        await RunAsync($"c [type=ethcall contract=\"{To}\" data=\"\\\"0x01\\\"\" evmChainID=7 {attributes}]");
        Assert.Equal(gas, Assert.Single(_calls).Gas);
    }

    [Theory]
    [InlineData("data=\"\\\"0x\\\"\" evmChainID=7", "data: is empty")]
    [InlineData("data=\"\\\"0x01\\\"\" evmChainID=9", "evmChainID: chain 9 is not configured on this node; accepted are 7, 8")]
    [InlineData("data=\"\\\"0x01\\\"\"", "evmChainID: neither the task nor the job names a chain")]
    [InlineData("data=\"\\\"0x01\\\"\" evmChainID=7 gas=1 gasUnlimited=true", "gas: cannot be given together")]
    [InlineData("data=\"0x01\" evmChainID=7", "data: is not JSON")]
    [InlineData("data=\"\\\"0x01\\\"\" evmChainID=7 gasPrice=115792089237316195423570985008687907853269984665640564039457584007913129639936", "gasPrice: 257 bits are beyond the limit WeiBitsMax of 256")]
    [InlineData("data=\"\\\"0x01\\\"\" evmChainID=7 gasFeeCap=\"-1\"", "gasFeeCap: found")]
    public async Task What_cannot_be_called_is_refused(string attributes, string expected)
    {
        var run = await RunAsync($"c [type=ethcall contract=\"{To}\" {attributes}]");
        Assert.Contains(expected, run.FatalErrors[0], StringComparison.Ordinal);
        Assert.Empty(_calls);
    }

    [Fact]
    public async Task A_revert_is_permanent_and_its_reason_can_be_shown()
    {
        var data = Convert.FromHexString("08c379a0" + "0000000000000000000000000000000000000000000000000000000000000020"
            + "0000000000000000000000000000000000000000000000000000000000000003" + "6261640000000000000000000000000000000000000000000000000000000000");
        var registry = Registry(_ => throw new RpcException(RpcErrorKind.Reverted, "execution reverted") { Data = data });
        var run = await Runner.RunAsync(
            $"c [type=ethcall contract=\"{To}\" data=\"\\\"0x01\\\"\" evmChainID=7 extractRevertReason=true]", registry: registry);
        Assert.Equal(TaskErrorKind.Permanent, run.ResultOf("c").Error!.Kind);
        Assert.Contains("bad", run.ResultOf("c").Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transaction_is_queued_with_what_the_task_says_and_the_results_so_far()
    {
        var effects = new RecordingEffects(_intents, TaskResult.Pending(new PendingTask("3 confirmations")));
        var run = await RunAsync($$"""
            d [type=ethabiencode abi="f(uint256 x)" data=<{"x": 5}>]
            t [type=ethtx to="{{To}}" data="$(d)" from=<["{{To}}"]> minConfirmations=3 failOnRevert=true txMeta=<{"JobID": 1}> evmChainID=8]
            """, effects: effects);
        Assert.Equal(RunState.Suspended, run.State);
        var intent = Assert.Single(_intents);
        Assert.Equal((new ChainId(8), Address.Parse(To), 500_000L, 3, true), (intent.ChainId, intent.To, intent.GasLimit, intent.MinConfirmations, intent.FailOnRevert));
        Assert.Equal([Address.Parse(To)], intent.From);
        Assert.Equal(36, intent.Data.Length);
        Assert.Equal("d", Assert.Single(effects.Progress!.Finished.Tasks).Name);
    }

    [Fact]
    public async Task Without_confirmations_of_its_own_a_transaction_waits_until_the_chain_counts_it_final()
    {
        var run = await RunAsync($"t [type=ethtx to=\"{To}\" data=\"0x01\" evmChainID=8]", effects: new RecordingEffects(_intents, TaskResult.Ok(PipelineValue.Null)));
        Assert.Equal(RunState.Completed, run.State);
        Assert.Equal(50, Assert.Single(_intents).MinConfirmations);
        Assert.Empty(_intents[0].From);
    }

    [Theory]
    [InlineData("data=\"0x01\" txMeta=<{\"JobId\": 1, \"Requestid\": \"x\", \"MaxLinc\": 1}>", "did you mean MaxLink?")]
    [InlineData("data=\"0x01\" from=<[\"0x12\"]>", "from: ")]
    [InlineData("data=\"0x01\" minConfirmations=\"-1\"", "minConfirmations: ")]
    [InlineData("", "data: is required")]
    public async Task What_cannot_be_sent_is_refused(string attributes, string expected)
    {
        var run = await RunAsync($"t [type=ethtx to=\"{To}\" evmChainID=8 {attributes}]", effects: new RecordingEffects(_intents, default));
        Assert.Contains(expected, run.FatalErrors[0], StringComparison.Ordinal);
        Assert.Empty(_intents);
    }

    [Theory]
    [InlineData("txMeta=<{\"JobID\": 1}>", "txMeta is checked and kept nowhere")]
    [InlineData("transmitChecker=<{\"CheckerType\": \"simulate\"}>", "transmitChecker has no effect")]
    public void What_has_no_effect_is_a_warning(string attribute, string expected)
    {
        var result = PipelineCompiler.Compile($"t [type=ethtx to=\"{To}\" data=\"0x01\" evmChainID=8 {attribute}]", Registry(static _ => []));
        Assert.True(result.IsAccepted);
        Assert.Contains(expected, Assert.Single(result.Faults).Problem, StringComparison.Ordinal);
    }

    private TaskRegistry Registry(Func<CallRequest, byte[]> answer)
    {
        var chains = new FakeChains(answer, 7, 8);
        return TestTasks.With(EthCallTask.Type(chains), EthTxTask.Type(chains));
    }

    private Task<PipelineRun> RunAsync(string source, string vars = "{}", IRunEffects? effects = null)
    {
        var registry = Registry(call =>
        {
            _calls.Add(call);
            return [0xca, 0xfe];
        });
        return new PipelineExecutor().RunAsync(
            Runner.Compile(source, registry), Runner.Context(Runner.Vars(vars), effects), TestContext.Current.CancellationToken);
    }

    private sealed class RecordingEffects(List<TxIntent> intents, TaskResult answer) : IRunEffects
    {
        public RunProgress? Progress { get; private set; }

        public ValueTask<TaskResult> QueueTransactionAsync(TxIntent intent, RunProgress progress, CancellationToken ct)
        {
            intents.Add(intent);
            Progress = progress;
            return ValueTask.FromResult(answer);
        }
    }
}
