namespace Node.Profiling;

/// <summary>Watches the process and gathers profiles of it when something is wrong.</summary>
internal interface INurse
{
    /// <summary>Adds a check that is asked at every look.</summary>
    /// <param name="reason">What is wrong when it trips; goes to the log.</param>
    /// <param name="check">
    /// What was measured when something is wrong; null when all is well. What it throws is logged. When it does not return in time it is not asked
    /// again until it has. While it trips it leads to a gathering only once in a pause.
    /// </param>
    /// <param name="afterGathering">
    /// Begins anew what the check measures over time: called in its place when profiles were gathered since, which stops the node and takes
    /// threads. Null when that does not disturb it.
    /// </param>
    void AddCheck(string reason, Func<IReadOnlyDictionary<string, string>?> check, Action? afterGathering = null);

    /// <summary>Writes to the log and gathers profiles soon. Returns at once. While a gathering runs, only the log is written.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="meta">What was measured.</param>
    void GatherVitals(string reason, IReadOnlyDictionary<string, string> meta);
}
