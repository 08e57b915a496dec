using Node.Profiling.Vitals;

namespace Node.Tests.Profiling;

/// <summary>Vitals of given sizes, at once.</summary>
internal sealed class FakeVitals(int profileBytes, int rawBytes) : IVitalsSource
{
    private int _running;

    public int Calls { get; private set; }

    public int MostAtOnce { get; private set; }

    /// <summary>Is called during each gathering.</summary>
    public Action? During { get; init; }

    public GatheredVitals Gather(VitalsRequest request, CancellationToken stopping)
    {
        Calls++;
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _running));
        using (var raw = request.OpenRaw("nettrace"))
        {
            for (var left = rawBytes; left > 0 && raw is not null; left -= 4096)
            {
                raw.Write(new byte[Math.Min(left, 4096)]);
            }
        }

        try
        {
            During?.Invoke();
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }

        return new GatheredVitals([.. request.Vitals.Where(vital => vital != Vital.Trace).Select(vital => new GatheredProfile(vital, new byte[profileBytes]))], []);
    }
}
