namespace Node.Jobs.Runs;

/// <summary>Some of the runs that a filter means, newest first.</summary>
/// <param name="Runs">The runs.</param>
/// <param name="NextBeforeId">
/// Where to go on: the runs after these are below it. Null when there are no more. A page that was not filled can have one: so
/// many runs are looked through for one page and no more (<see cref="IRunReader.ScanMax"/>).
/// </param>
public sealed record RunPage(IReadOnlyList<RunView> Runs, long? NextBeforeId);
