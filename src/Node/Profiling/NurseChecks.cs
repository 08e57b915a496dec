using Node.Core.Services;
using Node.Core.Text;
using Node.Profiling.Checks;

namespace Node.Profiling;

/// <summary>The checks of the nurse: asks them in turn and tells once of each that throws or hangs.</summary>
/// <param name="timeMax">How long one may take to answer.</param>
/// <param name="metrics">Counts.</param>
/// <param name="logger">Takes what is wrong with a check.</param>
internal sealed class NurseChecks(TimeSpan timeMax, NurseMetrics metrics, ILogger logger)
{
    private readonly Lock _gate = new();
    private readonly List<NurseCheck> _checks = [];
    private CheckThread? _thread;

    /// <summary>A check that hangs, as a fault; null when there is none.</summary>
    public HealthFault? Fault { get; private set; }

    /// <summary>Adds a check.</summary>
    public void Add(NurseCheck check)
    {
        lock (_gate)
        {
            _checks.Add(check);
        }
    }

    /// <summary>Asks all checks but those that have not returned from an earlier call.</summary>
    /// <param name="isDisturbed">Whether a gathering ran since they were last asked.</param>
    /// <param name="stopping">Ends the asking.</param>
    /// <returns>Those that trip, with what they measured.</returns>
    public IReadOnlyList<(NurseCheck Check, IReadOnlyDictionary<string, string> Meta)> Ask(bool isDisturbed, CancellationToken stopping)
    {
        var checks = All();
        List<(NurseCheck, IReadOnlyDictionary<string, string>)> tripped = [];
        foreach (var check in checks)
        {
            if (stopping.IsCancellationRequested)
            {
                break;
            }

            if (AskOne(check, isDisturbed, stopping) is { } meta)
            {
                tripped.Add((check, meta));
            }
        }

        Fault = checks.FirstOrDefault(check => check.IsHanging) is { } hanging
            ? new HealthFault($"the nurse's check \"{hanging.Reason}\" does not return", "Restart the node if it stays so: something holds this part of it")
            : null;
        return tripped;
    }

    /// <summary>Begins all that a gathering disturbs anew.</summary>
    public void Rebase(CancellationToken stopping)
    {
        foreach (var check in All().Where(check => check.CanBeDisturbed && !stopping.IsCancellationRequested))
        {
            AskOne(check, isDisturbed: true, stopping);
        }
    }

    /// <summary>Lets the thread that asks end.</summary>
    public void Close() => Interlocked.Exchange(ref _thread, null)?.Leave();

    private NurseCheck[] All()
    {
        lock (_gate)
        {
            return [.. _checks];
        }
    }

    private IReadOnlyDictionary<string, string>? AskOne(NurseCheck check, bool isDisturbed, CancellationToken stopping)
    {
        _thread ??= new CheckThread();
        if (!check.TryEnter())
        {
            return null;
        }

        if (_thread.Ask(check, isDisturbed, timeMax, stopping) is not { } answer)
        {
            _thread = null;
            if (!stopping.IsCancellationRequested)
            {
                metrics.CheckFailed(check.Reason, "hangs");
                check.IsHanging = true;
                ProfilingLog.CheckHangs(logger, check.Reason, GoDuration.Format(timeMax));
            }

            return null;
        }

        check.IsHanging = false;
        if (answer.Failure is { } failure)
        {
            metrics.CheckFailed(check.Reason, "threw");
            if (!check.IsBroken)
            {
                ProfilingLog.CheckFailed(logger, failure, check.Reason);
            }
        }

        check.IsBroken = answer.Failure is not null;
        return answer.Meta;
    }
}
