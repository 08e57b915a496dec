namespace Node.Profiling.Vitals;

/// <summary>How much is kept of what the runtime says.</summary>
/// <param name="MutexFraction">One of so many waits for a lock is counted, for all of them; at least 1.</param>
/// <param name="BlockNanoseconds">Shorter waits are left out.</param>
internal sealed record GatherRates(long MutexFraction = 1, long BlockNanoseconds = 1);
