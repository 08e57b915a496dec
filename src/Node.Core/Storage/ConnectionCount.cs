namespace Node.Core.Storage;

/// <summary>How many pieces of work of one kind have a connection, and how many wait for one. Safe for several threads.</summary>
internal sealed class ConnectionCount
{
    private int _waiting;
    private int _used;

    public int Waiting => Volatile.Read(ref _waiting);

    public int Used => Volatile.Read(ref _used);

    public void Want() => Interlocked.Increment(ref _waiting);

    public void GiveUp() => Interlocked.Decrement(ref _waiting);

    public void Get()
    {
        Interlocked.Decrement(ref _waiting);
        Interlocked.Increment(ref _used);
    }

    public void GiveBack() => Interlocked.Decrement(ref _used);
}
