using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;

namespace Node.Commands;

/// <summary>The effects of a dry run: nothing is sent; the task's value says what would be.</summary>
internal sealed class DryRunEffects : IRunEffects
{
    public ValueTask<TaskResult> QueueTransactionAsync(TxIntent intent, RunProgress progress, CancellationToken ct) => ValueTask.FromResult(TaskResult.Ok(PipelineValue.Map(
        ("wouldSend", PipelineValue.Map(
            ("evmChainID", PipelineValue.Of(intent.ChainId.ToString())),
            ("to", PipelineValue.Of(intent.To.ToString())),
            ("data", PipelineValue.Of(intent.Data)),
            ("gasLimit", PipelineValue.Of(intent.GasLimit)),
            ("minConfirmations", PipelineValue.Of(intent.MinConfirmations)))))));
}
