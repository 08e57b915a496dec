namespace Node.Profiling.Vitals;

/// <summary>What was gathered.</summary>
/// <param name="Profiles">The profiles.</param>
/// <param name="Missing">What is missing and why, one sentence each.</param>
internal sealed record GatheredVitals(IReadOnlyList<GatheredProfile> Profiles, IReadOnlyList<string> Missing);
