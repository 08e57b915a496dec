namespace Node.Profiling.Vitals;

/// <summary>Looks at the running process.</summary>
internal interface IVitalsSource
{
    /// <summary>Gathers side by side, and blocks the calling thread meanwhile: it does not use the thread pool, which may be what is ill.</summary>
    /// <param name="request">What to gather.</param>
    /// <param name="stopping">Ends the gathering early; what there is until then is given.</param>
    /// <exception cref="VitalsException">The process cannot be looked at.</exception>
    GatheredVitals Gather(VitalsRequest request, CancellationToken stopping);
}
