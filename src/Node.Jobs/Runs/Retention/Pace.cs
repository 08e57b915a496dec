namespace Node.Jobs.Runs.Retention;

/// <summary>
/// Cuts long work on the database into pieces of a few milliseconds: the size of the next piece follows from what the last one
/// took, and between pieces others have their turn.
/// </summary>
internal sealed class Pace(TimeProvider time)
{
    /// <summary>The smallest piece, in rows.</summary>
    public const int RowsMin = 50;

    /// <summary>The largest piece, in rows.</summary>
    public const int RowsMax = 2000;

    private static readonly TimeSpan PieceMax = TimeSpan.FromMilliseconds(8);
    private static readonly TimeSpan PieceMin = TimeSpan.FromMilliseconds(3);
    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan PauseMax = TimeSpan.FromMilliseconds(50);

    /// <summary>How many rows the next piece has.</summary>
    public int Rows { get; private set; } = 200;

    /// <summary>Does one piece and pauses as long as it took; in a hurry there is no pause.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> piece, bool isUrgent, CancellationToken cancellationToken)
    {
        var startedAt = time.GetTimestamp();
        var result = await piece();
        var took = time.GetElapsedTime(startedAt);
        Rows = took > PieceMax ? Math.Max(RowsMin, Rows / 2) : took < PieceMin ? Math.Min(RowsMax, Rows * 2) : Rows;
        if (!isUrgent)
        {
            await Task.Delay(took < PauseMin ? PauseMin : took > PauseMax ? PauseMax : took, time, cancellationToken);
        }

        return result;
    }
}
