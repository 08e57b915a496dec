namespace Node.Jobs.Runs;

/// <summary>What became of one acceptance.</summary>
/// <param name="Run">The run with its number.</param>
/// <param name="Answer">The answer to the sender.</param>
/// <param name="End">Its end when that was written with it; null when the run is open, or was known.</param>
internal readonly record struct AcceptedEnd(OpenRun Run, AcceptedRun Answer, FinishedRun? End);
