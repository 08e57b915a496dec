using System.Collections.Concurrent;
using System.Data.Common;
using Node.Core.Storage;

namespace Node.Jobs.Runs;

/// <summary>
/// Keeps the open runs of each job below <see cref="RunsOptions.OpenMax"/>. The database is asked how many there are only when as many have
/// been taken as there was room for; until then each costs a subtraction. What is on its way at that moment, and one whole group, may go beyond it.
/// </summary>
internal sealed class OpenRunLimit(Database database, OpenRunRepository openRuns, RunsOptions options, TimeProvider time)
{
    /// <summary>How many runs of a job are taken before the database is asked for the first time.</summary>
    private const int UnaskedMax = 100;

    private const int UnaskedShare = 10;
    private static readonly TimeSpan AskInterval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<long, Room> _rooms = new();

    /// <summary>Makes sure that runs of one job may be accepted; such as are known by their keys always are.</summary>
    /// <exception cref="RunsFullException">There is no room for them.</exception>
    public async ValueTask TakeAsync(IReadOnlyList<OpenRun> runs, CancellationToken cancellationToken)
    {
        var jobId = runs[0].JobId;
        if (!_rooms.TryGetValue(jobId, out var room))
        {
            room = _rooms.GetOrAdd(jobId, new Room { Left = Math.Min(UnaskedMax, options.OpenMax / UnaskedShare) });
        }

        if (room.TryTake(runs.Count) || (room.MayHaveRoom(time) && await AskAsync(jobId, room, runs.Count, cancellationToken)))
        {
            return;
        }

        foreach (var run in runs)
        {
            if (await database.ReadAsync(session => openRuns.FindByKeyAsync(session, jobId, run.TriggerKey), cancellationToken) is null)
            {
                throw new RunsFullException(jobId, options.OpenMax);
            }
        }
    }

    private async Task<bool> AskAsync(long jobId, Room room, int count, CancellationToken cancellationToken)
    {
        try
        {
            room.Refill(options.OpenMax - await database.ReadAsync(session => openRuns.CountAsync(session, jobId), cancellationToken), time);
            return room.TryTake(count);
        }
        catch (DbException)
        {
            // Away: the journal, which is next, waits until it is back.
            return true;
        }
    }

    private sealed class Room
    {
        private readonly Lock _gate = new();
        private long? _fullSince;

        public long Left { get; set; }

        public bool TryTake(int count)
        {
            lock (_gate)
            {
                var hasRoom = Left > 0;
                Left -= hasRoom ? count : 0;
                return hasRoom;
            }
        }

        public bool MayHaveRoom(TimeProvider time)
        {
            lock (_gate)
            {
                return _fullSince is not { } since || time.GetElapsedTime(since) >= AskInterval;
            }
        }

        public void Refill(long left, TimeProvider time)
        {
            lock (_gate)
            {
                // Another may have asked at the same time, and some been taken since.
                Left = Left > 0 ? Left : left;
                _fullSince = Left > 0 ? null : time.GetTimestamp();
            }
        }
    }
}
