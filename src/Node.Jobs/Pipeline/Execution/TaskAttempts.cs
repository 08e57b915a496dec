using Node.Core.Tracing;
using Node.Jobs.Pipeline.Model;

namespace Node.Jobs.Pipeline.Execution;

/// <summary>Tries a waiting task under its deadline, again after a pause while the outside fails and attempts are left.</summary>
internal sealed class TaskAttempts(CompiledTask task, TaskScope scope, TaskTrace trace, RunClock clock, Traces? traces = null)
{
    /// <summary>The result of the last attempt. Never throws.</summary>
    public async Task<TaskResult> RunAsync()
    {
        using var span = TaskSpan.Begin(traces, task);
        return TaskSpan.Say(span, await TryAsync());
    }

    private async Task<TaskResult> TryAsync()
    {
        while (true)
        {
            trace.BeginAttempt();
            var result = await AttemptAsync();
            if (result.Error is not { Kind: TaskErrorKind.Transient } || trace.Attempts > task.Policy.Retries
                || clock.Token.IsCancellationRequested)
            {
                return result;
            }

            try
            {
                await Deadline.WaitAsync(task.Policy.BackoffBefore(trace.Attempts + 1), clock.Time, clock.Token);
            }
            catch (OperationCanceledException)
            {
                return result; // the error that made it wait says more than the end of the wait
            }
        }
    }

    private async Task<TaskResult> AttemptAsync()
    {
        var limit = Limit();
        using var timeout = limit is { } span ? Deadline.After(span, clock.Time) : null;
        var both = CancellationTokenSource.CreateLinkedTokenSource(timeout?.Token ?? CancellationToken.None, clock.Token);
        var token = both.Token;
        Task work = Task.CompletedTask;
        try
        {
            var started = task.Task.RunAsync(scope, token);
            if (started.IsCompleted || task.Task.HasEffect)
            {
                return await started; // an effect half done must be waited for: its owner knows whether it was committed
            }

            var outcome = started.AsTask();
            work = outcome;
            return await outcome.WaitAsync(token); // a task that does not heed the token is left behind
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            if (clock.Token.IsCancellationRequested)
            {
                var (kind, problem) = clock.Reason();
                return scope.Fail(kind, problem);
            }

            return scope.Fail(TaskErrorKind.Transient, $"gave no answer within its timeout of {limit}");
        }
#pragma warning disable CA1031 // The frame of a task: whatever it throws is its error and must not end the run, let alone the node.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return TaskFailure.From(task, e);
        }
        finally
        {
            _ = DisposeAfterAsync(work, both);
        }
    }

    // What is left behind must still hear that it is to end: disposing a source drops the callbacks that have not run yet.
    private static async Task DisposeAfterAsync(Task work, CancellationTokenSource source)
    {
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        source.Dispose();
    }

    private TimeSpan? Limit()
    {
        if (task.Task.KeepsTimeout)
        {
            return null;
        }

        var own = task.Policy.Timeout ?? task.Task.DefaultTimeout;
        var job = scope.Job.MaxTaskDuration;
        TimeSpan? limit = own > TimeSpan.Zero ? own : null;
        return job > TimeSpan.Zero && (limit is null || job < limit) ? job : limit;
    }
}
