namespace Node.Profiling.Vitals;

/// <summary>One finished profile.</summary>
/// <param name="Vital">Of what.</param>
/// <param name="Content">A gzipped pprof file.</param>
internal sealed record GatheredProfile(Vital Vital, byte[] Content);
