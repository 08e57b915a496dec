using System.Collections.Concurrent;
using Node.Core.Storage;

namespace Node.Jobs.Specs.Versions;

/// <summary>
/// Versions that runs still need after their job was replaced: read and compiled when first asked for, let go of when no run has asked for
/// some time.
/// </summary>
internal sealed class EarlierVersions(Database database, JobVersionRepository versions, SpecChecker checker, TimeProvider time) : IEarlierVersions
{
    /// <summary>How many are kept in memory; beyond, the one not used for longest goes and is read again if it is needed.</summary>
    public const int CountMax = 256;

    /// <summary>How long one stays in memory that no run asks for.</summary>
    public static readonly TimeSpan IdleMax = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(long JobId, int Version), Entry> _loaded = new();

    /// <summary>How many are in memory.</summary>
    public int Count => _loaded.Count;

    public async ValueTask<Job?> FindAsync(Job present, int version, CancellationToken cancellationToken)
    {
        var now = time.GetTimestamp();
        if (_loaded.TryGetValue((present.Id, version), out var entry))
        {
            entry.UsedAt = now;
            return entry.Job;
        }

        var row = await database.ReadAsync(session => versions.FindAsync(session, present.Id, version), cancellationToken)
            ?? throw new FormatException($"version {version} of job {present.Id} is not kept any more");
        var check = checker.CheckStored(row.SpecText);
        if (check.Spec is not { } spec)
        {
            throw new FormatException($"version {version} of job {present.Id} cannot be run any more: {check.Faults.First(static fault => !fault.IsWarning)}");
        }

        var job = new Job(present.Id, present.ExternalJobId, spec, present.CreatedAt) { Version = version, UpdatedAt = row.CreatedAt };
        _loaded[(present.Id, version)] = new Entry(job) { UsedAt = now };
        LetGo(now);
        return job;
    }

    private void LetGo(long now)
    {
        var idle = _loaded.Where(pair => time.GetElapsedTime(pair.Value.UsedAt, now) > IdleMax).ToList();
        var beyond = _loaded.OrderByDescending(pair => pair.Value.UsedAt).Skip(CountMax);
        foreach (var (key, _) in idle.Concat(beyond))
        {
            _loaded.TryRemove(key, out _);
        }
    }

    private sealed class Entry(Job job)
    {
        public Job Job => job;

        public long UsedAt { get; set; }
    }
}
