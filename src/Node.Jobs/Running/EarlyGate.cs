namespace Node.Jobs.Running;

/// <summary>Where the early runs of one job wait while others of it are on their way. Safe for several threads.</summary>
internal sealed class EarlyGate
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _changed;
    private int _expected;

    /// <summary>How many runs are about to be accepted.</summary>
    public int Expected => Volatile.Read(ref _expected);

    /// <summary>One more run is about to be accepted.</summary>
    public void Expect() => Interlocked.Increment(ref _expected);

    /// <summary>One of them was accepted or given up.</summary>
    public void Settle()
    {
        if (Interlocked.Decrement(ref _expected) == 0)
        {
            Wake();
        }
    }

    /// <summary>Completes at the next <see cref="Wake"/>. To be asked for before looking whether the way is free.</summary>
    public Task Changed()
    {
        lock (_gate)
        {
            return (_changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Lets all who wait look again.</summary>
    public void Wake()
    {
        TaskCompletionSource? changed;
        lock (_gate)
        {
            (changed, _changed) = (_changed, null);
        }

        changed?.TrySetResult();
    }
}
