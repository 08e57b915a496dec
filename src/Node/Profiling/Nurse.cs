using Node.Core.Services;
using Node.Core.Text;
using Node.Profiling.Checks;
using Node.Profiling.Files;
using Node.Profiling.Vitals;

namespace Node.Profiling;

/// <summary>Watches memory, threads, the thread pool and the garbage collector, and gathers profiles when something is wrong with them.</summary>
/// <remarks>It looks and gathers on threads of its own: the thread pool may be what is ill. It is never a reason not to be ready.</remarks>
internal sealed class Nurse : Service, INurse
{
    private readonly AutoPprofOptions _options;
    private readonly ProfileFolder _folder;
    private readonly VitalsGate _gate;
    private readonly TimeProvider _time;
    private readonly NurseMetrics _metrics;
    private readonly ILogger _logger;
    private readonly NurseChecks _checks;
    private readonly NurseGathering _gathering;
    private readonly Lock _logGate = new();

    // Not disposed of: a last tick of the timer may still come.
    private readonly AutoResetEvent _tick = new(initialState: false);
    private readonly AutoResetEvent _asked = new(initialState: false);
    private string? _logTrouble;
    private string? _lookTrouble;
    private int _gatheringsSeen;

    public Nurse(AutoPprofOptions options, ProfileFolder folder, VitalsGate gate, TimeProvider time, NurseMetrics metrics, ILogger<Nurse> logger)
        : base("Nurse", logger)
    {
        (_options, _folder, _gate, _time, _metrics, _logger) = (options, folder, gate, time, metrics, logger);
        _checks = new NurseChecks(options.CheckTimeMax, metrics, logger);
        _gathering = new NurseGathering(options, folder, gate, time, logger);
    }

    /// <summary>How often it looked.</summary>
    public int Looks { get; private set; }

    /// <summary>How often it gathered and kept what it got.</summary>
    public int Gatherings { get; private set; }

    /// <inheritdoc/>
    public void AddCheck(string reason, Func<IReadOnlyDictionary<string, string>?> check, Action? afterGathering = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        ArgumentNullException.ThrowIfNull(check);
        _checks.Add(new NurseCheck(reason, check, afterGathering));
    }

    /// <inheritdoc/>
    public void GatherVitals(string reason, IReadOnlyDictionary<string, string> meta)
    {
        if (_options.Enabled)
        {
            _metrics.Tripped(NurseMetrics.Asked);
            WriteLog(reason, meta);
            _asked.Set();
        }
    }

    /// <inheritdoc/>
    /// <remarks>What is wrong with it is in its health: the node does its work without it.</remarks>
    public override HealthFault? Ready() => null;

    /// <inheritdoc/>
    protected override Task OnStartAsync(CancellationToken startToken)
    {
        if (_options.Enabled)
        {
            RunLoop("looks", stopping => Task.Factory.StartNew(
                () => LookUntilStopped(stopping), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        }

        return Task.CompletedTask;
    }

    private void LookUntilStopped(CancellationToken stopping)
    {
        using var timer = _time.CreateTimer(_ => _tick.Set(), null, _options.PollInterval, _options.PollInterval);
        while (true)
        {
            // The tick comes by the thread pool. When that is too ill to tick, the second wait is the way on.
            var woken = WaitHandle.WaitAny([stopping.WaitHandle, _asked, _tick], _options.PollInterval * 2);
            if (stopping.IsCancellationRequested)
            {
                _checks.Close();
                return;
            }

            try
            {
                if (LookAndGather(isAsked: woken == 1, stopping))
                {
                    // What ticked or was asked for meanwhile is served: the next look is a whole interval away.
                    timer.Change(_options.PollInterval, _options.PollInterval);
                    _tick.Reset();
                    _asked.Reset();
                }

                _lookTrouble = null;
                Report(_checks.Fault);
            }
            catch (Exception e)
            {
                // The last frame of a look: the next one may do better.
                OnLookFailed(e);
            }
        }
    }

    /// <returns>Whether it gathered, or tried to.</returns>
    private bool LookAndGather(bool isAsked, CancellationToken stopping)
    {
        var tripped = isAsked ? [] : Look(stopping);
        if (!isAsked && tripped.Count == 0)
        {
            return false;
        }

        if (!_gathering.IsInTrouble)
        {
            tripped.ForEach(check => ProfilingLog.Tripped(_logger, check.Reason, _folder.Root));
        }

        var outcome = GatherOutcome.Failed;
        try
        {
            outcome = _gathering.Gather(stopping);
            Gatherings += outcome == GatherOutcome.Kept ? 1 : 0;
            Rebase(stopping);
        }
        finally
        {
            _metrics.Gathered(outcome);
            foreach (var check in tripped.Where(_ => outcome != GatherOutcome.Busy))
            {
                check.GatheredAt = _time.GetTimestamp();
            }
        }

        return true;
    }

    /// <returns>The checks that trip and have not led to a gathering just now.</returns>
    private List<NurseCheck> Look(CancellationToken stopping)
    {
        Looks++;
        MeasureFolder();
        List<NurseCheck> due = [];
        foreach (var (check, meta) in _checks.Ask(IsDisturbed(), stopping))
        {
            _metrics.Tripped(check.Reason);
            WriteLog(check.Reason, meta);
            if (check.GatheredAt is not { } gatheredAt || _time.GetElapsedTime(gatheredAt) >= _options.GatherPause)
            {
                due.Add(check);
            }
        }

        return due;
    }

    // Listing the heap stops the node, and watching it takes threads: that is nothing to gather for.
    private bool IsDisturbed()
    {
        var isBusy = _gate.IsBusy;
        var seen = _gatheringsSeen;
        _gatheringsSeen = _gate.Ended;
        return isBusy || _gatheringsSeen != seen;
    }

    private void Rebase(CancellationToken stopping)
    {
        if (IsDisturbed())
        {
            _checks.Rebase(stopping);
        }
    }

    private void MeasureFolder()
    {
        try
        {
            _folder.Measure();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Told when there is something to write.
        }
    }

    private void OnLookFailed(Exception e)
    {
        var problem = $"{e.GetType().Name}: {Untrusted.Show(e.Message)}";
        Report(new HealthFault($"the nurse could not look or gather: {problem}", "See the exception in the log, event 4706; the node works without the nurse"));
        if (_lookTrouble != problem)
        {
            _lookTrouble = problem;
            ProfilingLog.LookFailed(_logger, e);
        }
    }

    // The last frame of foreign values: reading them may throw, and the path may be none.
    private void WriteLog(string reason, IReadOnlyDictionary<string, string> meta)
    {
        try
        {
            var line = NurseLogLine.Of(_time.GetUtcNow(), reason, meta);
            lock (_logGate)
            {
                if (_folder.Log.Append(line))
                {
                    _logTrouble = null;
                    return;
                }
            }

            OnLogFailed($"a line is longer than the file may be, {_folder.Log.BytesMax} bytes", "Raise AutoPprof:MaxProfileSize");
        }
        catch (Exception e)
        {
            OnLogFailed(e.Message, NurseGathering.FolderAdvice);
        }
    }

    private void OnLogFailed(string problem, string advice)
    {
        if (Interlocked.Exchange(ref _logTrouble, problem) != problem)
        {
            ProfilingLog.LogNotWritten(_logger, problem, advice);
        }
    }
}
