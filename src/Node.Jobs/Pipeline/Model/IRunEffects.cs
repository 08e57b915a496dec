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
}
