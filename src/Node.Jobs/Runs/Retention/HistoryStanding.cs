namespace Node.Jobs.Runs.Retention;

/// <summary>How the history stands after a round.</summary>
/// <param name="Bytes">The bytes that finished runs take, with their indexes.</param>
/// <param name="Pruned">How many runs, or segments where there are such, were taken away.</param>
/// <param name="Held">How many stayed although it was their turn, since their effects on a chain are not final.</param>
internal readonly record struct HistoryStanding(long Bytes, long Pruned, long Held);
