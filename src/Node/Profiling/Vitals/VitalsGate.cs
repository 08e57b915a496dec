namespace Node.Profiling.Vitals;

/// <summary>Lets one gathering run at a time, whoever asks for it.</summary>
internal sealed class VitalsGate(IVitalsSource source)
{
    private int _isBusy;

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
            Volatile.Write(ref _isBusy, 0);
        }
    }
}
