using System.Numerics;
using System.Text;
using CsCheck;
using Node.Eth.Encoding.Abi;
using Node.Eth.Primitives;
using Node.Eth.Rpc;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Runs;
using Node.Jobs.Types.DirectRequest;
using Node.Testing;
using Xunit;

namespace Node.Jobs.Tests.Types;

public sealed class OracleRequestReaderTests
{
    private static readonly Guid JobId = Guid.Parse("0eec7e1d-d0d2-476c-a1a8-72dfb6633f46");
    private static readonly Address Oracle = Address.Parse("0x5fbdb2315678afecb367f032d93f642f64180aa3");
    private static readonly Address Requester = Address.Parse("0xe7f1725e7734ce288f8367e1bb143e90bb3f0512");
    private static readonly AbiEvent Event = AbiEvent.Parse(
        "OracleRequest(bytes32 indexed specId, address requester, bytes32 requestId, uint256 payment, address callbackAddr, "
        + "bytes4 callbackFunctionId, uint256 cancelExpiration, uint256 dataVersion, bytes data)");

    [Fact]
    public void The_topic_is_that_of_the_contracts() =>
        Assert.Equal("0xd8d7ecc4800d25fa53ce0372f13a416d98907a7ef3d8d3bdd79cf4fe75529c65", OracleRequestReader.Topic0.ToString());

    [Fact]
    public void A_job_is_named_by_its_hex_digits_or_by_its_bytes()
    {
        var topics = OracleRequestReader.JobTopics(JobId);
        Assert.Equal("0eec7e1dd0d2476ca1a872dfb6633f46", Encoding.ASCII.GetString(topics[0].ToBytes()));
        Assert.Equal("0x0eec7e1dd0d2476ca1a872dfb6633f46" + new string('0', 32), topics[1].ToString());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_request_is_a_trigger_whose_variables_are_under_jobRun(int topic)
    {
        var log = Log(100, topic: topic);
        var trigger = Reader().Read(log, out var refusal);
        Assert.Null(refusal);
        Assert.Equal((7L, TriggerKind.Log, $"31337:{Oracle}:0x{new string('1', 64)}"), (trigger!.JobId, trigger.Kind, trigger.Key));
        Assert.True(Trigger.IsKey(trigger.Key));

        var vars = Assert.IsType<MapValue>(trigger.Vars);
        Assert.Equal(["jobRun"], vars.Members.Select(member => member.Key));
        var request = Map(Map(Map(trigger.Vars, "jobRun"), "meta"), "oracleRequest");
        Assert.Equal(PipelineValue.Of(OracleRequestReader.JobTopics(JobId)[topic].ToString()), Of(request, "specId"));
        Assert.Equal(PipelineValue.Of(Requester.ToString()), Of(request, "requester"));
        Assert.Equal(PipelineValue.Of("0x" + new string('1', 64)), Of(request, "requestId"));
        Assert.Equal(PipelineValue.Of("100"), Of(request, "payment"));
        Assert.Equal(PipelineValue.Of(Requester.ToString()), Of(request, "callbackAddr"));
        Assert.Equal(PipelineValue.Of("0x01020304"), Of(request, "callbackFunctionId"));
        Assert.Equal(PipelineValue.Of("1700000000"), Of(request, "cancelExpiration"));
        Assert.Equal(PipelineValue.Of("2"), Of(request, "dataVersion"));
        Assert.Equal(PipelineValue.Of("0xdeadbeef"), Of(request, "data"));
        var run = Map(trigger.Vars, "jobRun");
        Assert.Equal(PipelineValue.Of(log.BlockHash.ToBytes()), Of(run, "logBlockHash"));
        Assert.Equal(PipelineValue.Of(log.BlockNumber), Of(run, "logBlockNumber"));
        Assert.Equal(PipelineValue.Of(log.TxHash.ToBytes()), Of(run, "logTxHash"));
        Assert.Equal(PipelineValue.Of(log.Data), Of(run, "logData"));
        Assert.Equal(2, Assert.IsType<ListValue>(Of(run, "logTopics")).Items.Count);
    }

    [Fact]
    public void A_request_that_a_reorg_moved_is_the_same_trigger_and_another_one_is_not()
    {
        var key = Reader().Read(Log(100), out _)!.Key;
        var moved = Log(100) with { BlockNumber = 99, BlockHash = Hash('c'), TxHash = Hash('d'), LogIndex = 5 };
        Assert.Equal(key, Reader().Read(moved, out _)!.Key);
        Assert.NotEqual(key, Reader().Read(Log(100, requestId: '2'), out _)!.Key);
        Assert.NotEqual(key, Reader().Read(Log(100) with { Address = Requester }, out _)!.Key);
        Assert.NotEqual(key, Reader(chain: 1).Read(Log(100), out _)!.Key);
    }

    [Theory]
    [InlineData(99, false)]
    [InlineData(100, true)]
    [InlineData(101, true)]
    public void A_request_pays_at_least_the_minimum(int payment, bool isAccepted)
    {
        var trigger = Reader(own: 100, node: 1).Read(Log(payment), out var refusal);
        Assert.Equal(isAccepted, trigger is not null);
        Assert.Equal(isAccepted ? null : "it pays 99 juels, less than the minimum of 100", refusal?.Reason);
        Assert.Equal(isAccepted, Reader(own: null, node: 100).Read(Log(payment), out _) is not null);
    }

    [Fact]
    public void A_job_may_ask_for_less_than_the_node_and_for_all_there_is()
    {
        Assert.NotNull(Reader(own: 0, node: 100).Read(Log(0), out _));
        var most = (BigInteger.One << 256) - 1;
        Assert.NotNull(Reader(own: most, node: 0).Read(Log(most), out _));
        Assert.Null(Reader(own: most, node: 0).Read(Log(most - 1), out _));
    }

    [Fact]
    public void Only_those_on_the_list_may_ask_when_there_is_one()
    {
        Assert.NotNull(Reader(requesters: [Oracle, Requester]).Read(Log(100), out _));
        Assert.Null(Reader(requesters: [Oracle]).Read(Log(100), out var refusal));
        Assert.Contains($"requester {Requester} is not among", refusal?.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_that_is_no_request_is_refused_with_a_reason()
    {
        var good = Log(100);
        foreach (var bad in (EthLog[])
        [
            good with { Data = [] }, good with { Data = good.Data[..^29] }, good with { Data = good.Data[..32] }, good with { Topics = [] },
            good with { Topics = [good.Topics[0]] }, good with { Topics = [Hash('e'), good.Topics[1]] },
        ])
        {
            Assert.Null(Reader().Read(bad, out var refusal));
            Assert.False(string.IsNullOrEmpty(refusal?.Reason));
            Assert.True(refusal!.IsUnreadable);
        }
    }

    [Fact]
    public void Garbled_data_is_a_trigger_or_a_refusal_and_never_an_exception()
    {
        var good = Log(100);
        Gen.Select(Gen.Int[0, good.Data.Length - 1], Gen.Byte).Array[1, 20].Select(Gen.Int[0, good.Data.Length]).Sample(
            (changes, length) =>
            {
                var data = (byte[])good.Data.Clone();
                foreach (var (at, value) in changes)
                {
                    data[at] = value;
                }

                var trigger = Reader().Read(good with { Data = length % 3 == 0 ? data[..length] : data }, out var refusal);
                Assert.Equal(trigger is null, refusal is not null);
            },
            iter: TestScale.Pick(5_000, 200_000));
    }

    [Fact]
    public void What_bridges_ask_for_comes_on_top_as_it_is_when_the_request_comes()
    {
        var more = BigInteger.Zero;
        var reader = new OracleRequestReader(7, new ChainId(31337), new DirectRequestSpec(Oracle, null, [], 10), 1, () => more);
        Assert.NotNull(reader.Read(Log(10), out _));
        more = 5;
        Assert.Null(reader.Read(Log(14), out var refusal));
        Assert.Contains("less than the minimum of 15", refusal?.Reason, StringComparison.Ordinal);
        Assert.NotNull(reader.Read(Log(15), out _));
    }

    private static OracleRequestReader Reader(
        BigInteger? own = null, BigInteger? node = null, ulong chain = 31337, IReadOnlyList<Address>? requesters = null) =>
        new(7, new ChainId(chain), new DirectRequestSpec(Oracle, null, requesters ?? [], own), node ?? 1);

    private static EthLog Log(BigInteger payment, int topic = 0, char requestId = '1') => new(
        Oracle,
        [OracleRequestReader.Topic0, OracleRequestReader.JobTopics(JobId)[topic]],
        AbiEncoder.Encode(
            [.. Event.Parameters.Where(parameter => !parameter.IsIndexed).Select(parameter => parameter.Type)],
            [
                Requester, Hash(requestId).ToBytes(), payment, Requester, new byte[] { 1, 2, 3, 4 }, new BigInteger(1_700_000_000), new BigInteger(2),
                new byte[] { 0xde, 0xad, 0xbe, 0xef },
            ]),
        8,
        Hash('a'),
        Hash('b'),
        0,
        0);

    private static Hash32 Hash(char digit) => Hash32.Parse("0x" + new string(digit, 64));

    private static MapValue Map(PipelineValue value, string name) => Assert.IsType<MapValue>(Of(value, name));

    private static PipelineValue Of(PipelineValue value, string name)
    {
        Assert.True(Assert.IsType<MapValue>(value).TryGet(name, out var found), name);
        return found!;
    }
}
