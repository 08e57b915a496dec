namespace Node.Jobs.Runs.Retention;

/// <summary>
/// Cuts long work on the database into pieces of a few milliseconds: the size of the next piece follows from what the last one
/// took, and between pieces others have their turn.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="rowsMin">The smallest piece, in rows.</param>
internal sealed class Pace(TimeProvider time, int rowsMin = Pace.RowsMin)
{
    /// <summary>The smallest piece where others wait for it, in rows.</summary>
    public const int RowsMin = 50;

    /// <summary>The smallest piece of a server, whose other writers do not wait for it: its way there and back takes as long as hundreds of rows.</summary>
    public const int ServerRowsMin = 500;

    /// <summary>The largest piece, in rows.</summary>
    public const int RowsMax = 2000;

    /// <summary>The smallest piece in a hurry, in rows.</summary>
    public const int UrgentRowsMin = 1000;

    // What a piece may hold up others; more when the history outgrows its limit.
    private static readonly TimeSpan PieceMax = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan UrgentPieceMax = TimeSpan.FromMilliseconds(30);
    // Three quarters of the time are for others: what is freed has to go through the write-ahead log and the checkpoints too.
    private const int PauseShare = 3;
    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan PauseMax = TimeSpan.FromMilliseconds(50);

    /// <summary>How many rows the next piece has.</summary>
    public int Rows { get; private set; } = Math.Max(rowsMin, 200);

    /// <summary>The same; in a hurry at least two batches of what comes in meanwhile, so that a turn of ours never does less than theirs.</summary>
    public int RowsOf(bool isUrgent) => isUrgent ? Math.Max(Rows, UrgentRowsMin) : Rows;

    /// <summary>Does one piece and pauses three times as long as it took; in a hurry there is no pause.</summary>
    /// <param name="piece">The work. It calls what it is given when its turn has come: only from then on does it hold up others.</param>
    /// <param name="isUrgent">Whether it has to go fast.</param>
    /// <param name="cancellationToken">Ends the pause.</param>
    public async Task<T> RunAsync<T>(Func<Action, Task<T>> piece, bool isUrgent, CancellationToken cancellationToken)
    {
        var startedAt = time.GetTimestamp();
        var result = await piece(() => startedAt = time.GetTimestamp());
        var took = time.GetElapsedTime(startedAt);
        var most = isUrgent ? UrgentPieceMax : PieceMax;
        Rows = took > most ? Math.Max(rowsMin, Rows / 2) : took < most / 2 ? Math.Min(RowsMax, Rows * 2) : Rows;
        if (!isUrgent)
        {
            var pause = took * PauseShare;
            await Task.Delay(pause < PauseMin ? PauseMin : pause > PauseMax ? PauseMax : pause, time, cancellationToken);
        }

        return result;
    }
}
