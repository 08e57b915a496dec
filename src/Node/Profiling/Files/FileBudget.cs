namespace Node.Profiling.Files;

/// <summary>How many bytes may still be written. What does not fit is refused as a whole; what there is stays.</summary>
/// <param name="bytesMax">The most there may be.</param>
/// <param name="used">What there is.</param>
internal sealed class FileBudget(long bytesMax, long used)
{
    private readonly Lock _gate = new();
    private long _used = used;

    /// <summary>How many bytes still fit; never negative.</summary>
    public long Left
    {
        get
        {
            lock (_gate)
            {
                return Math.Max(0, bytesMax - _used);
            }
        }
    }

    /// <summary>Takes room for some bytes.</summary>
    /// <param name="bytes">How many.</param>
    /// <param name="kept">How many must be left afterwards.</param>
    /// <returns>False when they do not fit: nothing is taken.</returns>
    public bool TryTake(long bytes, long kept = 0)
    {
        lock (_gate)
        {
            if (bytes > bytesMax - _used - kept)
            {
                return false;
            }

            _used += bytes;
            return true;
        }
    }

    /// <summary>Gives room back that was taken and is not used.</summary>
    public void GiveBack(long bytes)
    {
        lock (_gate)
        {
            _used -= bytes;
        }
    }
}
