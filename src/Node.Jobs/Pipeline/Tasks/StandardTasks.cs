using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Tasks.Abi;
using Node.Jobs.Pipeline.Tasks.Io;
using Node.Jobs.Pipeline.Tasks.Numbers;
using Node.Jobs.Pipeline.Tasks.Parsing;

namespace Node.Jobs.Pipeline.Tasks;

/// <summary>The task types of this node.</summary>
public static class StandardTasks
{
    /// <summary>The registry for specs.</summary>
    public static TaskRegistry CreateRegistry(TaskServices services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return new TaskRegistry(
        [
            HttpTask.Type(services.Http),
            EthCallTask.Type(services.Chains),
            EthTxTask.Type(services.Chains),
            JsonParseTask.Type,
            CborParseTask.Type,
            MemoTask.Type,
            MergeTask.Type,
            MultiplyTask.Type,
            DivideTask.Type,
            SumTask.Type,
            MeanTask.Type,
            MedianTask.Type,
            EthAbiEncodeTask.Type,
            EthAbiDecodeTask.Type,
            EthAbiDecodeLogTask.Type,
        ]);
    }
}
