using Node.Eth.Primitives;
using Node.Eth.Rpc;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Runs;
using Node.Jobs.Types;
using Node.Jobs.Types.Logs;
using Node.Jobs.Tests.Specs;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Node.Jobs.Tests.Types;

public sealed class EthLogReaderTests
{
    private static readonly EthLog Log = new(Address.Zero, [Keccak256.Hash("A()")], [1, 2], 7, Keccak256.Hash("block"), Keccak256.Hash("tx"), 3, 1);

    [Fact]
    public void A_log_is_a_trigger_whose_key_is_its_transaction_and_place()
    {
        var trigger = new EthLogReader(5, new ChainId(1), new EthLogSpec(null, [], null, null, null)).Read(Log, out var refusal);
        Assert.Null(refusal);
        Assert.Equal((5L, TriggerKind.Log, $"1:{Log.TxHash}:3"), (trigger!.JobId, trigger.Kind, trigger.Key));
        Assert.True(Trigger.IsKey(trigger.Key));
        var run = (MapValue)((MapValue)trigger.Vars).Members["jobRun"];
        Assert.Equal(["logAddress", "logBlockHash", "logBlockNumber", "logData", "logIndex", "logTopics", "logTxHash", "logTxIndex", "meta"], run.Members.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(7L, 8L, true)]
    [InlineData(8L, null, false)]
    [InlineData(7L, 7L, true)]
    [InlineData(null, 6L, false)]
    public void Only_logs_of_the_job_s_blocks_run(long? from, long? to, bool isRun)
    {
        var trigger = new EthLogReader(5, new ChainId(1), new EthLogSpec(null, [], null, from, to)).Read(Log, out var refusal);
        Assert.Equal(isRun, trigger is not null);
        Assert.Equal(isRun, refusal is null);
    }

    [Fact]
    public void Before_a_job_begins_and_after_it_has_ended_no_log_runs_it()
    {
        var spec = Check.Accept($"type = \"log\"\nschemaVersion = 1\nstartAt = \"2026-01-01T00:00:00Z\"\nendAt = \"2026-01-02T00:00:00Z\"\n{Check.Pipeline}", 31337);
        var time = new FakeTimeProvider(new DateTimeOffset(2025, 12, 31, 23, 59, 59, TimeSpan.Zero));
        var reader = new WindowedReader(new EthLogReader(5, new ChainId(1), (EthLogSpec)spec.TypeSpec), spec, time);
        Assert.Null(reader.Read(Log, out var refusal));
        Assert.Contains("begins at 2026-01-01T00:00:00Z", refusal?.Reason, StringComparison.Ordinal);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(reader.Read(Log, out _));
        time.Advance(TimeSpan.FromDays(2));
        Assert.Null(reader.Read(Log, out refusal));
        Assert.Contains("ended at 2026-01-02T00:00:00Z", refusal?.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("topics = [[\"0x12\"]]", "4:1 value-doubtful 4:1 value-invalid!")]
    [InlineData("topics = [[],[],[],[],[]]", "1:1 value-doubtful 4:1 value-invalid!")]
    [InlineData("contractAddress = \"0x5FbDB2315678afecb367f032d93F642f64180aa3\"\nfromBlock = 5\ntoBlock = 4", "6:1 value-invalid! 5:1 value-doubtful")]
    [InlineData("", "1:1 value-doubtful")]
    public void What_is_wrong_with_a_log_job_is_said(string lines, string faults) => Assert.Equal(
        faults.Replace("4:1 value-doubtful", "1:1 value-doubtful", StringComparison.Ordinal).Split(' ').Chunk(2).Select(pair => string.Join(' ', pair)).Order(),
        Check.Faults($"type = \"log\"\nschemaVersion = 1\n\n{lines}\n{Check.Pipeline}", 31337).Order());
}
