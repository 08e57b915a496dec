namespace Node.Composition;

/// <summary>Says when giving memory back costs nobody anything and is worth it. Pure, but for what it saw last.</summary>
internal sealed class IdleMemoryRule
{
    /// <summary>The part of one processor up to which the node counts as idle.</summary>
    public const double BusyMax = 0.1;

    /// <summary>How much must have been allocated since the last time, in bytes.</summary>
    public const long AllocatedMin = 1024 * 1024;

    private TimeSpan _lastCpu;
    private long _lastAllocated;

    /// <summary>Whether now is the time.</summary>
    /// <param name="sinceLastLook">Time since the last call.</param>
    /// <param name="cpu">Processor time of the process so far.</param>
    /// <param name="allocated">Bytes allocated by the process so far.</param>
    public bool IsTime(TimeSpan sinceLastLook, TimeSpan cpu, long allocated)
    {
        var isIdle = cpu - _lastCpu <= sinceLastLook * BusyMax;
        _lastCpu = cpu;
        if (!isIdle || allocated - _lastAllocated < AllocatedMin)
        {
            return false;
        }

        _lastAllocated = allocated;
        return true;
    }
}
