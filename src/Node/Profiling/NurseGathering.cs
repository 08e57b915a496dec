using Node.Profiling.Files;
using Node.Profiling.Vitals;

namespace Node.Profiling;

/// <summary>Gathers profiles into the folder, as far as there is room. What goes wrong is told once for as long as it lasts.</summary>
internal sealed class NurseGathering(AutoPprofOptions options, ProfileFolder folder, VitalsGate gate, TimeProvider time, ILogger logger)
{
    private const string RoomAdvice = "Move the profiles away when you have seen them, or raise it";

    private string? _trouble;
    private string? _diskTrouble;
    private volatile bool _hasDiskFailed;
    private long _tooLittle = ProfileFolder.RoomMin - 1;

    /// <summary>What to do when the folder cannot be written.</summary>
    public const string FolderAdvice = "See that AutoPprof:ProfileRoot can be written and its disk has room, or choose another folder";

    /// <summary>Whether the last gathering kept nothing.</summary>
    public bool IsInTrouble => _trouble is not null;

    /// <summary>Gathers, and blocks the calling thread meanwhile.</summary>
    public GatherOutcome Gather(CancellationToken stopping)
    {
        var name = folder.NameAt(time.GetUtcNow());
        _hasDiskFailed = false;
        try
        {
            var budget = folder.Count();
            var room = budget.Left;
            if (room <= _tooLittle)
            {
                Trouble($"AutoPprof:MaxProfileSize ({options.MaxProfileSize}) is reached in {folder.Root}", RoomAdvice);
                return GatherOutcome.Full;
            }

            return gate.TryGather(RequestFor(name, budget), stopping) is { } gathered ? Keep(name, gathered, budget, room) : GatherOutcome.Busy;
        }
        catch (VitalsException e)
        {
            Trouble(e.Message, e.Advice);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Trouble($"{folder.Root} cannot be written: {e.Message}", FolderAdvice, KindOf(e));
        }

        return GatherOutcome.Failed;
    }

    private VitalsRequest RequestFor(string name, FileBudget budget) => new()
    {
        Vitals = WantedVitals.Of(options),
        Duration = options.GatherDuration,
        TraceDuration = options.GatherTraceDuration,
        Rates = new GatherRates(Math.Max(1, options.MutexProfileFraction), options.BlockProfileRate),
        HeapBytesMax = options.HeapWalkMax.Bytes,
        OpenRaw = end => OpenRaw($"{name}.{end}", budget),
    };

    // Whoever gathers can do without a raw trace.
    private Stream? OpenRaw(string file, FileBudget budget)
    {
        try
        {
            return folder.OpenRaw(file, budget, failure => Lost(file, failure));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Lost(file, e);
            return null;
        }
    }

    private GatherOutcome Keep(string name, GatheredVitals gathered, FileBudget budget, long room)
    {
        var kept = 0;
        Exception? failure = null;
        foreach (var profile in gathered.Profiles)
        {
            var file = $"{name}.{VitalNames.Of(profile.Vital)}.pb.gz";
            try
            {
                if (folder.TryWrite(file, profile.Content, budget))
                {
                    kept++;
                }
                else
                {
                    Lost(file, null);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                failure = e;
                Lost(file, e);
            }
        }

        foreach (var missing in gathered.Missing)
        {
            ProfilingLog.PartMissing(logger, name, missing);
        }

        folder.Measure();
        return kept > 0 ? Kept(name, kept) : NothingKept(failure, room);
    }

    private GatherOutcome Kept(string name, int kept)
    {
        (_trouble, _tooLittle) = (null, ProfileFolder.RoomMin - 1);
        if (!_hasDiskFailed)
        {
            _diskTrouble = null;
        }

        ProfilingLog.Gathered(logger, kept, name);
        return GatherOutcome.Kept;
    }

    // Watching for seconds to keep nothing is not done twice in the same room. A disk may have more at any time.
    private GatherOutcome NothingKept(Exception? failure, long room)
    {
        if (failure is null)
        {
            _tooLittle = room;
            Trouble($"nothing of what was gathered fits into what AutoPprof:MaxProfileSize ({options.MaxProfileSize}) leaves in {folder.Root}", RoomAdvice);
        }
        else
        {
            Trouble($"{folder.Root} cannot be written: {failure.Message}", FolderAdvice, KindOf(failure));
        }

        return GatherOutcome.NothingKept;
    }

    private void Lost(string file, Exception? failure)
    {
        if (failure is null)
        {
            ProfilingLog.PartMissing(logger, file, "there is no room for it");
            return;
        }

        _hasDiskFailed = true;
        var kind = KindOf(failure);
        if (Interlocked.Exchange(ref _diskTrouble, kind) != kind)
        {
            ProfilingLog.PartLost(logger, file, failure.Message, FolderAdvice);
        }
    }

    // The message may name the file, which is another one each time.
    private static string KindOf(Exception e) => $"{e.GetType().Name} {e.HResult}";

    // Said once for as long as it lasts: what trips, trips at every look.
    private void Trouble(string problem, string advice, string? kind = null)
    {
        if (_trouble != (kind ?? problem))
        {
            _trouble = kind ?? problem;
            ProfilingLog.NotGathered(logger, problem, advice);
        }
    }
}
