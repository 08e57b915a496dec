using System.Globalization;
using Node.Eth.Primitives;
using Node.Eth.Rpc;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Runs;
using Node.Jobs.Subscribing;

namespace Node.Jobs.Types.Logs;

/// <summary>Makes a run of each log. The key is chain, transaction and position in it: a log that a reorg moves to another block of the same
/// transaction order is the same.</summary>
internal sealed class EthLogReader(long jobId, ChainId chainId, EthLogSpec spec) : IRequestReader
{
    public Trigger? Read(EthLog log, out LogRefusal? refusal)
    {
        if (log.BlockNumber < spec.FromBlock || log.BlockNumber > spec.ToBlock)
        {
            refusal = new LogRefusal($"block {log.BlockNumber} is outside of the job's blocks");
            return null;
        }

        refusal = null;
        var key = string.Create(CultureInfo.InvariantCulture, $"{chainId}:{log.TxHash}:{log.LogIndex}");
        return new Trigger(jobId, TriggerKind.Log, key, PipelineValue.Map(("jobRun", PipelineValue.Map(
            ("meta", MapValue.Empty),
            ("logBlockHash", PipelineValue.Of(log.BlockHash.ToBytes())),
            ("logBlockNumber", PipelineValue.Of(log.BlockNumber)),
            ("logTxHash", PipelineValue.Of(log.TxHash.ToBytes())),
            ("logTxIndex", PipelineValue.Of(log.TxIndex)),
            ("logIndex", PipelineValue.Of(log.LogIndex)),
            ("logAddress", PipelineValue.Of(log.Address.ToString())),
            ("logTopics", PipelineValue.List([.. log.Topics.Select(topic => PipelineValue.Of(topic.ToBytes()))])),
            ("logData", PipelineValue.Of(log.Data))))));
    }
}
