using Node.Eth.Rpc;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Running;

/// <summary>The value of an <c>ethtx</c> task that waited: the receipt as the JSON-RPC of Ethereum names its fields.</summary>
internal static class ReceiptValue
{
    public static PipelineValue Of(TxReceipt receipt) => PipelineValue.Map(
        ("transactionHash", PipelineValue.Of(receipt.TxHash.ToString())),
        ("blockHash", PipelineValue.Of(receipt.BlockHash.ToString())),
        ("blockNumber", PipelineValue.Of(receipt.BlockNumber)),
        ("transactionIndex", PipelineValue.Of(receipt.TxIndex)),
        ("status", PipelineValue.Of(receipt.Succeeded ? 1 : 0)),
        ("gasUsed", PipelineValue.Of(receipt.GasUsed)),
        ("effectiveGasPrice", PipelineValue.Of(receipt.EffectiveGasPrice)),
        ("contractAddress", receipt.ContractAddress is { } created ? PipelineValue.Of(created.ToString()) : PipelineValue.Null),
        ("logs", PipelineValue.List([.. receipt.Logs.Select(Of)])));

    private static PipelineValue Of(EthLog log) => PipelineValue.Map(
        ("address", PipelineValue.Of(log.Address.ToString())),
        ("topics", PipelineValue.List([.. log.Topics.Select(topic => PipelineValue.Of(topic.ToString()))])),
        ("data", PipelineValue.Of(log.Data)),
        ("logIndex", PipelineValue.Of(log.LogIndex)));
}
