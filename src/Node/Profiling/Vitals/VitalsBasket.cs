using Node.Profiling.Pprof;

namespace Node.Profiling.Vitals;

/// <summary>Collects what several threads gather, and what they could not.</summary>
internal sealed class VitalsBasket
{
    private readonly Lock _gate = new();
    private readonly List<(Vital Vital, PprofProfile Profile)> _profiles = [];
    private readonly List<string> _missing = [];
    private VitalsException? _failure;

    /// <summary>Puts a profile in.</summary>
    public void Add(Vital vital, PprofProfile profile)
    {
        lock (_gate)
        {
            _profiles.Add((vital, profile));
        }
    }

    /// <summary>Says what is missing.</summary>
    public void Miss(string what)
    {
        lock (_gate)
        {
            _missing.Add(what);
        }
    }

    /// <summary>Does a part of the work. When it fails, whatever the reason, only its profiles are missing.</summary>
    public void Attempt(Action part)
    {
        try
        {
            part();
        }
        catch (Exception e)
        {
            // The last frame of a thread.
            var told = e as VitalsException
                ?? new VitalsException($"the profiles could not be made: {e.Message}", "See the reason; if it is none of this machine's, report it as a fault of the program", e);
            lock (_gate)
            {
                _failure = told;
                _missing.Add($"{told.Message}. {told.Advice}");
            }
        }
    }

    /// <summary>All that was gathered.</summary>
    /// <exception cref="VitalsException">Nothing was, because all that was tried failed.</exception>
    public GatheredVitals ToVitals(DateTimeOffset takenAt, TimeSpan duration) => _profiles.Count == 0 && _failure is not null
        ? throw _failure
        : new GatheredVitals([.. _profiles.Select(pair => new GatheredProfile(pair.Vital, pair.Profile.ToGzip(takenAt, duration)))], _missing);
}
