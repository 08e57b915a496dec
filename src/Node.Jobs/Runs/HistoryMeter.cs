namespace Node.Jobs.Runs;

/// <summary>Counts what goes into the history, so that whoever keeps it small can wait for work instead of looking for it.</summary>
internal sealed class HistoryMeter(TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _bytes;
    private long _threshold = long.MaxValue;
    private TaskCompletionSource? _reached;

    /// <summary>Notes bytes that were written; what was rolled back counts too.</summary>
    public void Add(long bytes)
    {
        TaskCompletionSource? reached = null;
        lock (_gate)
        {
            _bytes += bytes;
            if (_bytes >= _threshold)
            {
                reached = _reached;
            }
        }

        reached?.TrySetResult();
    }

    /// <summary>Waits until <paramref name="bytes"/> were written since this call last returned, or for <paramref name="longest"/>.</summary>
    /// <remarks>For one waiter at a time.</remarks>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public async Task WaitAsync(long bytes, TimeSpan longest, CancellationToken cancellationToken)
    {
        TaskCompletionSource reached;
        lock (_gate)
        {
            reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _reached = reached;
            _threshold = bytes;
            if (_bytes >= bytes)
            {
                reached.TrySetResult();
            }
        }

        try
        {
            await reached.Task.WaitAsync(longest, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Time to look all the same.
        }

        lock (_gate)
        {
            _bytes = 0;
            _threshold = long.MaxValue;
        }
    }
}
