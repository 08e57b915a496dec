using System.Globalization;
using System.Numerics;
using System.Text;
using Node.Eth.Encoding.Abi;
using Node.Eth.Primitives;
using Node.Eth.Rpc;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Runs;
using Node.Jobs.Subscribing;

namespace Node.Jobs.Types.DirectRequest;

/// <summary>
/// Reads <c>OracleRequest</c> logs. The key is chain, contract and request id, so that a request moved by a reorg is the same
/// request. What the requester sent stays under <c>jobRun</c> and never mixes with the spec.
/// </summary>
internal sealed class OracleRequestReader(long jobId, ChainId chainId, DirectRequestSpec spec, BigInteger minPayment, Func<BigInteger>? more = null) : IRequestReader
{
    private static readonly AbiEvent Event = AbiEvent.Parse(
        "OracleRequest(bytes32 indexed specId, address requester, bytes32 requestId, uint256 payment, address callbackAddr, "
        + "bytes4 callbackFunctionId, uint256 cancelExpiration, uint256 dataVersion, bytes data)");

    private readonly BigInteger _minPayment = spec.MinContractPayment ?? minPayment;

    /// <summary>The topic of the event.</summary>
    public static Hash32 Topic0 => Event.Topic0;

    /// <summary>The two forms in which a requester may name the job: its 32 hex digits as ASCII, or its 16 bytes and zeros behind.</summary>
    public static IReadOnlyList<Hash32> JobTopics(Guid externalJobId)
    {
        var bytes = new byte[Hash32.Size];
        externalJobId.TryWriteBytes(bytes, bigEndian: true, out _);
        return [new Hash32(Encoding.ASCII.GetBytes(externalJobId.ToString("N"))), new Hash32(bytes)];
    }

    public Trigger? Read(EthLog log, out LogRefusal? refusal)
    {
        IReadOnlyList<AbiEventValue> values;
        try
        {
            values = Event.Decode(log.Topics, log.Data);
        }
        catch (AbiException e)
        {
            refusal = new LogRefusal($"its data is not an OracleRequest: {e.Message}", IsUnreadable: true);
            return null;
        }

        var requester = (Address)values[1].Value;
        var requestId = (byte[])values[2].Value;
        var payment = (BigInteger)values[3].Value;
        if (spec.Requesters.Count > 0 && !spec.Requesters.Contains(requester))
        {
            refusal = new LogRefusal($"requester {requester} is not among the job's requesters");
            return null;
        }

        var leastPayment = more is null ? _minPayment : _minPayment + more();
        if (payment < leastPayment)
        {
            refusal = new LogRefusal($"it pays {payment} juels, less than the minimum of {leastPayment}");
            return null;
        }

        refusal = null;
        var key = string.Create(CultureInfo.InvariantCulture, $"{chainId}:{log.Address}:0x{Convert.ToHexStringLower(requestId)}");
        return new Trigger(jobId, TriggerKind.Log, key, VarsOf(log, values));
    }

    private static PipelineValue VarsOf(EthLog log, IReadOnlyList<AbiEventValue> values)
    {
        var request = values.Select(value => (value.Parameter.Name!, TextOf(value.Value))).ToArray();
        return PipelineValue.Map(("jobRun", PipelineValue.Map(
            ("meta", PipelineValue.Map(("oracleRequest", PipelineValue.Map(request)))),
            ("logBlockHash", PipelineValue.Of(log.BlockHash.ToBytes())),
            ("logBlockNumber", PipelineValue.Of(log.BlockNumber)),
            ("logTxHash", PipelineValue.Of(log.TxHash.ToBytes())),
            ("logAddress", PipelineValue.Of(log.Address.ToString())),
            ("logTopics", PipelineValue.List([.. log.Topics.Select(topic => PipelineValue.Of(topic.ToBytes()))])),
            ("logData", PipelineValue.Of(log.Data)))));
    }

    private static PipelineValue TextOf(object value) => PipelineValue.Of(value switch
    {
        byte[] bytes => "0x" + Convert.ToHexStringLower(bytes),
        BigInteger number => number.ToString(CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    });
}
