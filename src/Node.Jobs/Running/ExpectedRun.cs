using Node.Jobs.Runs;

namespace Node.Jobs.Running;

/// <summary>A run whose end somebody waits for. Dispose it when nobody does any more.</summary>
public sealed class ExpectedRun : IDisposable
{
    // This process says at once when a run ends; the database is asked for what it does not say: a run that ends in another
    // replica, or that is suspended.
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LookMax = TimeSpan.FromSeconds(2);

    private readonly RunAnswers _answers;
    private readonly IRunReader _runs;
    private readonly TimeProvider _time;
    private readonly long _jobId;
    private readonly string _triggerKey;
    private readonly Task<FinishedRun> _end;
    private bool _left;

    internal ExpectedRun(RunAnswers answers, IRunReader runs, TimeProvider time, long jobId, string triggerKey, Task<FinishedRun> end)
    {
        _answers = answers;
        _runs = runs;
        _time = time;
        _jobId = jobId;
        _triggerKey = triggerKey;
        _end = end;
    }

    /// <summary>Waits until the run is finished, but no longer than <paramref name="patience"/>.</summary>
    /// <param name="accepted">What the inbox said.</param>
    /// <param name="patience">Zero to look once.</param>
    /// <param name="throughPauses">False: a run that is suspended is waited for no longer.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The run as it is then; null when it is not kept any more.</returns>
    public async Task<RunView?> WaitAsync(AcceptedRun accepted, TimeSpan patience, bool throughPauses, CancellationToken cancellationToken)
    {
        // A known key may be of a run that ended long ago.
        if (!accepted.IsNew && !_end.IsCompleted && await LookAsync(accepted.RunId, throughPauses, cancellationToken) is var (known, isEnd) && isEnd)
        {
            return known;
        }

        var startedAt = _time.GetTimestamp();
        for (var step = FirstLook; ; step = step * 2 < LookMax ? step * 2 : LookMax)
        {
            var left = patience - _time.GetElapsedTime(startedAt);
            if (await IsEndedAsync(left < step ? left : step, cancellationToken))
            {
                return _answers.Show(await _end);
            }

            var (run, isEndOrPause) = await LookAsync(accepted.RunId, throughPauses, cancellationToken);
            if (isEndOrPause || left <= step)
            {
                return run;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_left)
        {
            _left = true;
            _answers.Leave(_jobId, _triggerKey);
        }
    }

    private async Task<bool> IsEndedAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        if (_end.IsCompleted || patience <= TimeSpan.Zero)
        {
            return _end.IsCompleted;
        }

        try
        {
            await _end.WaitAsync(patience, _time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task<(RunView? Run, bool IsEndOrPause)> LookAsync(long runId, bool throughPauses, CancellationToken cancellationToken)
    {
        var run = await _runs.FindAsync(runId, cancellationToken);
        return (run, run is null or { FinishedAt: not null } || (run.State == RunStatus.Suspended && !throughPauses));
    }
}
