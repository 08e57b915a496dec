namespace Node.Jobs.Pipeline.Model;

/// <summary>What a run does to the world beyond computing: the owner of runs implements it.</summary>
public interface IRunEffects
{
    /// <summary>Stores the transaction and how far the run is, in one commit.</summary>
    /// <param name="intent">The transaction.</param>
    /// <param name="progress">The results so far, so that the run can go on from there after a crash.</param>
    /// <param name="ct">Ends when the run's time is over or the node stops.</param>
    /// <returns>Null as value when the task does not wait; pending when it waits for confirmations; or an error.</returns>
    ValueTask<TaskResult> QueueTransactionAsync(TxIntent intent, RunProgress progress, CancellationToken ct);

    /// <summary>Stores that a task waits for an answer that may come later, and how far the run is, in one commit.</summary>
    /// <param name="intent">Who is going to be asked.</param>
    /// <param name="progress">The results so far.</param>
    /// <param name="ct">Ends when the run's time is over or the node stops.</param>
    /// <returns>Where the answer is to be sent. By default nowhere: a run that is not stored cannot be found again.</returns>
    ValueTask<CallbackTicket> OpenCallbackAsync(CallbackIntent intent, RunProgress progress, CancellationToken ct) =>
        ValueTask.FromResult(CallbackTicket.Nowhere);

    /// <summary>Stores that a task waits for an instant, and how far the run is, in one commit.</summary>
    /// <param name="intent">The task and its instant.</param>
    /// <param name="progress">The results so far.</param>
    /// <param name="ct">Ends when the run's time is over or the node stops.</param>
    /// <returns>Pending until the instant has come; a value when it has; or an error. Null, the default, when nothing is stored: the task waits in its place.</returns>
    ValueTask<TaskResult?> SleepAsync(SleepIntent intent, RunProgress progress, CancellationToken ct) => ValueTask.FromResult<TaskResult?>(null);

    /// <summary>Stores that the task waits no longer: a later answer is refused.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="taskName">The task that waited.</param>
    /// <param name="ct">Ends when the run's time is over or the node stops.</param>
    /// <returns>False when an answer has been accepted already, or the run is another's now: the task goes on waiting, and finds that answer.</returns>
    ValueTask<bool> TryCloseCallbackAsync(long runId, string taskName, CancellationToken ct) => ValueTask.FromResult(true);
}
