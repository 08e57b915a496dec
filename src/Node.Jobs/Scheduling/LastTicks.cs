using System.Data.Common;
using Microsoft.Extensions.Logging;
using Node.Core.Storage;
using Node.Jobs.Specs;

namespace Node.Jobs.Scheduling;

/// <summary>
/// Remembers how far each schedule is, so that a start of the node knows what was missed. Kept in memory and written every
/// <see cref="FlushInterval"/>: what a crash loses of it is ticked again under the same keys, and so makes no second run.
/// </summary>
internal sealed class LastTicks(Database database, LastTickRepository repository, JobRepository jobs, TimeProvider time, ILogger<LastTicks> logger)
{
    /// <summary>How long a tick may be unwritten.</summary>
    public static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<(long JobId, string Entry), LastTick> _ticks = [];
    private readonly HashSet<long> _changed = [];
    private readonly HashSet<long> _left = [];

    /// <summary>Reads what is stored.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var stored = await database.ReadAsync(repository.ListAsync, cancellationToken);
        lock (_gate)
        {
            foreach (var tick in stored)
            {
                _ticks[tick.Key] = tick;
            }
        }
    }

    /// <summary>Up to when the ticks of a schedule are done with. For one that is not known, or has another text now, that is since when
    /// it is wanted; for a one-time schedule, the beginning of time.</summary>
    public DateTimeOffset Begin(ScheduleRequest request)
    {
        lock (_gate)
        {
            _left.Remove(request.JobId);
            if (_ticks.TryGetValue((request.JobId, request.Entry), out var known) && known.Schedule == request.Schedule.Text)
            {
                return known.Instant;
            }
        }

        if (request.Schedule.Instant is not null)
        {
            return DateTimeOffset.MinValue;
        }

        var now = time.GetUtcNow();
        var begin = request.Since is { } since && since < now ? since : now;
        Put(request, begin);
        return begin;
    }

    /// <summary>Notes that a tick is done with, its run being accepted.</summary>
    public void Note(ScheduleRequest request, DateTimeOffset instant)
    {
        lock (_gate)
        {
            if (!_ticks.TryGetValue((request.JobId, request.Entry), out var known) || known.Schedule != request.Schedule.Text || known.Instant < instant)
            {
                Put(request, instant);
            }
        }
    }

    /// <summary>Notes that an entry is gone; when its job is gone too, what is stored of it goes with the next flush.</summary>
    public void Leave(long jobId)
    {
        lock (_gate)
        {
            _left.Add(jobId);
        }
    }

    /// <summary>Writes what has changed, and forgets jobs that are gone. A database that is away is tried again with the next flush.</summary>
    public async Task FlushAsync()
    {
        List<long> changed;
        List<long> left;
        lock (_gate)
        {
            left = [.. _left];
            _left.Clear();
            changed = [.. _changed];
            _changed.Clear();
        }

        if (changed.Count + left.Count == 0)
        {
            return;
        }

        try
        {
            // Not to be cancelled half way: what was taken above would be lost.
            await database.WriteAsync(session => WriteAsync(session.Mark("ticks"), changed, left), CancellationToken.None);
        }
        catch (DbException e)
        {
            SchedulingLog.NotNoted(logger, e, changed.Count);
            lock (_gate)
            {
                _changed.UnionWith(changed);
                _left.UnionWith(left);
            }
        }
    }

    private async Task WriteAsync(WriteSession session, List<long> changed, List<long> left)
    {
        // At the end of the node every entry leaves, and few of the jobs are deleted by that: asked at once.
        var gone = new HashSet<long>(left);
        if (gone.Count > 0)
        {
            gone.ExceptWith(await jobs.ExistingAsync(session, left));
        }

        if (gone.Count > 0)
        {
            await repository.RemoveAsync(session, gone);
        }

        var rows = RowsOf([.. changed.Where(id => !gone.Contains(id))], gone);
        if (rows.Count > 0)
        {
            await repository.ReplaceAsync(session, rows);
        }
    }

    private List<LastTick> RowsOf(HashSet<long> changed, HashSet<long> gone)
    {
        lock (_gate)
        {
            foreach (var key in _ticks.Keys.Where(key => gone.Contains(key.JobId)).ToList())
            {
                _ticks.Remove(key);
            }

            return changed.Count == 0 ? [] : [.. _ticks.Values.Where(tick => changed.Contains(tick.JobId))];
        }
    }

    private void Put(ScheduleRequest request, DateTimeOffset instant)
    {
        lock (_gate)
        {
            _ticks[(request.JobId, request.Entry)] = new LastTick
            {
                JobId = request.JobId,
                Entry = request.Entry,
                Schedule = request.Schedule.Text,
                Instant = instant,
            };
            _changed.Add(request.JobId);
        }
    }
}
