using Node.Eth.Chains;
using Node.Eth.Primitives;
using Node.Eth.Rpc;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Tasks.Io;

/// <summary><c>ethgetblock</c>: the newest block that the node knows of: number, hashes and roots (bytes), timestamp (seconds since
/// 1970) and fee.</summary>
internal sealed class EthGetBlockTask : PipelineTask
{
    private readonly ChainParam _chain;

    private EthGetBlockTask(TaskBuilder builder, IChainEndpoints chains) => _chain = new ChainParam(builder, chains);

    /// <summary>The type.</summary>
    public static TaskType Type(IChainEndpoints chains) => new("ethgetblock", ["evmChainID"], b => new EthGetBlockTask(b, chains));

    /// <inheritdoc/>
    public override async ValueTask<TaskResult> RunAsync(TaskScope scope, CancellationToken ct)
    {
        if (!_chain.TryGet(scope, out var chain, out var failure))
        {
            return failure;
        }

        try
        {
            var block = chain.LatestHead ?? await chain.Client.GetHeaderAsync(BlockTag.Latest, ct);
            scope.Note(new OutsideNote($"chain {chain.Id}", Block: BlockTag.Latest.ToString()));
            return block is null
                ? scope.Fail(TaskErrorKind.Transient, $"chain {chain.Id} has no block yet") : TaskResult.Ok(Describe(block));
        }
        catch (RpcException e)
        {
            scope.Note(new OutsideNote($"chain {chain.Id}", Block: BlockTag.Latest.ToString()));
            return scope.Fail(
                e.IsTransient ? TaskErrorKind.Transient : TaskErrorKind.Permanent,
                $"the newest block of chain {chain.Id} cannot be read: {e.Message}");
        }
    }

    private static PipelineValue Describe(BlockHeader block) => PipelineValue.Map(
        ("number", PipelineValue.Of(block.Number)),
        ("hash", Bytes(block.Hash)),
        ("parentHash", Bytes(block.ParentHash)),
        ("timestamp", PipelineValue.Of(block.Timestamp.ToUnixTimeSeconds())),
        ("baseFeePerGas", block.BaseFeePerGas is { } fee ? PipelineValue.Of(fee) : PipelineValue.Null),
        ("receiptsRoot", Bytes(block.ReceiptsRoot)),
        ("transactionsRoot", Bytes(block.TransactionsRoot)),
        ("stateRoot", Bytes(block.StateRoot)));

    private static PipelineValue Bytes(Hash32 hash) => PipelineValue.Of(hash.ToBytes());
}
