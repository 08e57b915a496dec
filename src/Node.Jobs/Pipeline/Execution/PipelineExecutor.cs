using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;

namespace Node.Jobs.Pipeline.Execution;

/// <summary>Executes compiled pipelines: tasks in order of dependency, those that wait for the outside side by side, errors as
/// values.</summary>
/// <param name="options">The limits.</param>
public sealed class PipelineExecutor(ExecutorOptions? options = null)
{
    private readonly ExecutorOptions _options = options ?? new ExecutorOptions();

    /// <summary>Executes a run until it is over or nothing is left but tasks that wait for an answer.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="context">What the run needs from outside.</param>
    /// <param name="ct">Stops the execution, which then has no result; it can be taken up again from the last stored
    /// checkpoint.</param>
    /// <exception cref="ArgumentException">The checkpoint speaks of a task that the pipeline does not have.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    public async Task<PipelineRun> RunAsync(CompiledPipeline pipeline, RunContext context, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(context);
        ct.ThrowIfCancellationRequested();
        using var execution = new RunExecution(pipeline, context, _options, ct);
        await execution.RunAsync();
        return execution.ToRun();
    }
}
