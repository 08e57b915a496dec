namespace Node.Profiling.Vitals;

/// <summary>Lets one gathering run at a time, whoever asks for it.</summary>
internal sealed class VitalsGate(IVitalsSource source)
{
    private int _isBusy;
    private int _ended;

    /// <summary>Whether a gathering runs.</summary>
    public bool IsBusy => Volatile.Read(ref _isBusy) == 1;

    /// <summary>How many gatherings have ended. A gathering counts before it is no longer busy.</summary>
    public int Ended => Volatile.Read(ref _ended);

    /// <summary>Gathers, and blocks the calling thread meanwhile.</summary>
    /// <returns>Null when another gathering runs.</returns>
    /// <exception cref="VitalsException">The process cannot be looked at.</exception>
    public GatheredVitals? TryGather(VitalsRequest request, CancellationToken stopping)
    {
        if (Interlocked.Exchange(ref _isBusy, 1) == 1)
        {
            return null;
        }

        try
        {
            return source.Gather(request, stopping);
        }
        finally
        {
            Interlocked.Increment(ref _ended);
            Volatile.Write(ref _isBusy, 0);
        }
    }
}
