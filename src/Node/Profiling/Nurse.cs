using Node.Core.Services;
using Node.Profiling.Files;
using Node.Profiling.Vitals;

namespace Node.Profiling;

/// <summary>Watches memory, threads, the thread pool and the garbage collector, and gathers profiles when something is wrong with them.</summary>
/// <remarks>It looks and gathers on a thread of its own: the thread pool may be what is ill.</remarks>
internal sealed class Nurse(
    AutoPprofOptions options, ProfileFolder folder, VitalsGate gate, TimeProvider time, ILogger<Nurse> logger) : Service("Nurse", logger), INurse
{
    private const string FolderAdvice = "See that AutoPprof:ProfileRoot can be written and its disk has room, or choose another folder";

    private readonly Lock _gate = new();
    private readonly List<NurseCheck> _checks = [];

    // Not disposed of: a last tick of the timer may still come.
    private readonly AutoResetEvent _tick = new(initialState: false);
    private readonly AutoResetEvent _asked = new(initialState: false);
    private string? _trouble;
    private string? _logTrouble;

    /// <summary>How often it looked.</summary>
    public int Looks { get; private set; }

    /// <summary>How often it gathered and kept what it got.</summary>
    public int Gatherings { get; private set; }

    /// <inheritdoc/>
    public void AddCheck(string reason, Func<IReadOnlyDictionary<string, string>?> check)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        ArgumentNullException.ThrowIfNull(check);
        lock (_gate)
        {
            _checks.Add(new NurseCheck(reason, check));
        }
    }

    /// <inheritdoc/>
    public void GatherVitals(string reason, IReadOnlyDictionary<string, string> meta)
    {
        if (options.Enabled)
        {
            WriteLog(reason, meta);
            _asked.Set();
        }
    }

    /// <inheritdoc/>
    protected override Task OnStartAsync(CancellationToken startToken)
    {
        if (options.Enabled)
        {
            RunLoop("looks", stopping => Task.Factory.StartNew(
                () => LookUntilStopped(stopping), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        }

        return Task.CompletedTask;
    }

    private void LookUntilStopped(CancellationToken stopping)
    {
        using var timer = time.CreateTimer(_ => _tick.Set(), null, options.PollInterval, options.PollInterval);
        while (true)
        {
            // The tick comes by the thread pool. When that is too ill to tick, the second wait is the way on.
            var woken = WaitHandle.WaitAny([stopping.WaitHandle, _asked, _tick], options.PollInterval * 2);
            if (stopping.IsCancellationRequested)
            {
                return;
            }

            if (woken == 1 || Look())
            {
                Gather(stopping);
                _asked.Reset();
            }
        }
    }

    private bool Look()
    {
        NurseCheck[] checks;
        lock (_gate)
        {
            checks = [.. _checks];
        }

        Looks++;
        var hasTripped = false;
        foreach (var check in checks)
        {
            if (Ask(check) is { } meta)
            {
                hasTripped = true;
                WriteLog(check.Reason, meta);
                if (_trouble is null)
                {
                    ProfilingLog.Tripped(logger, check.Reason, folder.Root);
                }
            }
        }

        return hasTripped;
    }

    // The last frame of foreign code: one bad check must not keep the others from being asked.
    private IReadOnlyDictionary<string, string>? Ask(NurseCheck check)
    {
        try
        {
            var meta = check.Look();
            check.IsBroken = false;
            return meta;
        }
        catch (Exception e)
        {
            if (!check.IsBroken)
            {
                check.IsBroken = true;
                ProfilingLog.CheckFailed(logger, e, check.Reason);
            }

            return null;
        }
    }

    private void Gather(CancellationToken stopping)
    {
        var name = folder.NameAt(time.GetUtcNow());
        try
        {
            var budget = folder.Count();
            if (budget.Left < ProfileFolder.RoomMin)
            {
                Trouble($"AutoPprof:MaxProfileSize ({options.MaxProfileSize}) is reached in {folder.Root}", "Move the profiles away when you have seen them, or raise it");
                return;
            }

            if (gate.TryGather(RequestFor(name, budget), stopping) is { } gathered)
            {
                Keep(name, gathered, budget);
                Gatherings++;
            }
        }
        catch (VitalsException e)
        {
            Trouble(e.Message, e.Advice);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Trouble($"{folder.Root} cannot be written: {e.Message}", FolderAdvice);
        }
    }

    private VitalsRequest RequestFor(string name, FileBudget budget) => new()
    {
        Vitals = WantedVitals.Of(options),
        Duration = options.GatherDuration,
        TraceDuration = options.GatherTraceDuration,
        Rates = new GatherRates(Math.Max(1, options.MutexProfileFraction), options.BlockProfileRate),
        HeapBytesMax = options.HeapWalkMax.Bytes,
        OpenRaw = end => folder.Open($"{name}.{end}", budget, cut => ProfilingLog.PartMissing(logger, name, cut.Failure?.Message ?? $"{end} does not fit")),
    };

    private void Keep(string name, GatheredVitals gathered, FileBudget budget)
    {
        var kept = 0;
        foreach (var profile in gathered.Profiles)
        {
            var file = $"{name}.{VitalNames.Of(profile.Vital)}.pb.gz";
            if (folder.TryWrite(file, profile.Content, budget))
            {
                kept++;
            }
            else
            {
                ProfilingLog.PartMissing(logger, name, $"{file} does not fit");
            }
        }

        foreach (var missing in gathered.Missing)
        {
            ProfilingLog.PartMissing(logger, name, missing);
        }

        _trouble = null;
        ProfilingLog.Gathered(logger, kept, name);
    }

    private void WriteLog(string reason, IReadOnlyDictionary<string, string> meta)
    {
        try
        {
            lock (_gate)
            {
                folder.Log.Append(NurseLogLine.Of(time.GetUtcNow(), reason, meta));
                _logTrouble = null;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (_logTrouble != e.Message)
            {
                _logTrouble = e.Message;
                ProfilingLog.LogNotWritten(logger, e.Message, FolderAdvice);
            }
        }
    }

    // Said once for as long as it lasts: what trips, trips at every look.
    private void Trouble(string problem, string advice)
    {
        if (_trouble != problem)
        {
            _trouble = problem;
            ProfilingLog.NotGathered(logger, problem, advice);
        }
    }
}
