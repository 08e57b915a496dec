namespace Node.Jobs.Running;

/// <summary>A place in a lane for a run that is not accepted yet.</summary>
/// <param name="Id">What to release.</param>
/// <param name="Owner">The instance that has the lane.</param>
/// <param name="Arrivals">How many runs the lane had been given.</param>
internal readonly record struct EarlyPlace(long Id, long Owner, long Arrivals);
