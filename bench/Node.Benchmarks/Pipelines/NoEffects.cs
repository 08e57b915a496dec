using Node.Jobs.Pipeline.Model;

namespace Node.Benchmarks.Pipelines;

/// <summary>For pipelines without transactions.</summary>
internal sealed class NoEffects : IRunEffects
{
    public ValueTask<TaskResult> QueueTransactionAsync(TxIntent intent, RunProgress progress, CancellationToken ct) =>
        throw new BenchmarkException($"task {intent.TaskName} wants to send a transaction");
}
