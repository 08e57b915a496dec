using Node.Eth.Encoding.Abi;
using Node.Eth.Primitives;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Pipeline.Variables;

namespace Node.Jobs.Pipeline.Tasks.Abi;

/// <summary>
/// <c>ethabidecodelog</c>: a log as a map of the parameters of the event <c>abi</c>. An indexed parameter that does not fit a
/// topic is there as its hash.
/// The first topic is not compared with the event.
/// </summary>
internal sealed class EthAbiDecodeLogTask(
    Param<AbiLog> abi, Param<byte[]> data, Param<IReadOnlyList<Hash32>> topics) : ComputeTask
{
    /// <summary>The type.</summary>
    public static TaskType Type { get; } = new("ethabidecodelog", ["data", "topics", "abi"], static b => new EthAbiDecodeLogTask(
        AbiText.Param(b, AbiLog.Parse),
        b.Optional<byte[]>("data", ParamSources.Variable, ValueConversion.TryBytes, []),
        b.Required<IReadOnlyList<Hash32>>("topics", ParamSources.Variable, ValueConversion.TryHashes)));

    /// <inheritdoc/>
    public override TaskResult Run(TaskScope scope)
    {
        if (!abi.TryGet(scope, out var signature, out var failure)
            || !data.TryGet(scope, out var bytes, out failure)
            || !topics.TryGet(scope, out var hashes, out failure))
        {
            return failure;
        }

        try
        {
            return TaskResult.Ok(signature.Decode(hashes, bytes));
        }
        catch (AbiException e)
        {
            return scope.Fail(e.Message);
        }
    }
}
