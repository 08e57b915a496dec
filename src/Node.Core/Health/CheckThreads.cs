namespace Node.Core.Health;

/// <summary>
/// Threads that do nothing but ask. A check may block the thread that asks it, for good; threads of the pool would then be missing
/// where the node works, so checks get threads of their own, and at most <paramref name="countMax"/> of them.
/// </summary>
internal sealed class CheckThreads(int countMax)
{
    private int _count;

    /// <summary>How many are alive now.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Runs <paramref name="work"/> on a new thread.</summary>
    /// <returns>False when all are in use.</returns>
    public bool TryRun(Action work)
    {
        if (Interlocked.Increment(ref _count) > countMax)
        {
            Interlocked.Decrement(ref _count);
            return false;
        }

        var thread = new Thread(() =>
        {
            try
            {
                work();
            }
            finally
            {
                Interlocked.Decrement(ref _count);
            }
        })
        {
            IsBackground = true,
            Name = "Health check",
        };
        thread.UnsafeStart();
        return true;
    }
}
