using Node.Profiling.Vitals;

namespace Node.Tests.Profiling;

/// <summary>A runtime that does not let itself be asked.</summary>
internal sealed class BrokenVitals : IVitalsSource
{
    public GatheredVitals Gather(VitalsRequest request, CancellationToken stopping) => throw new VitalsException("the runtime does not answer", "Unset it");
}
