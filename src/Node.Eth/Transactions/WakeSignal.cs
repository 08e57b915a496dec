namespace Node.Eth.Transactions;

/// <summary>Wakes one waiting loop. Signals given while it works are one signal.</summary>
internal sealed class WakeSignal(TimeProvider time)
{
    private volatile TaskCompletionSource _given = New();

    /// <summary>Wakes the loop, or lets it pass its next wait.</summary>
    public void Set() => _given.TrySetResult();

    /// <summary>Waits for a signal, no longer than <paramref name="patience"/>.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public async Task WaitAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        await _given.Task.WaitAsync(patience, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();

        // Taken back before the loop looks for work: what is signalled after this line is seen by the next wait.
        _given = New();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
