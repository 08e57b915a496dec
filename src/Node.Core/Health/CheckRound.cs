namespace Node.Core.Health;

/// <summary>Asks a set of checks once and waits for their answers, at most the time limit of one check for all of them together.</summary>
/// <remarks>
/// It begins with few threads, since a check that keeps its promise takes a microsecond. Whenever no check has answered for a twentieth of
/// the time limit, the threads at work are taken to hang and as many again are added, so that the checks behind them get their turn.
/// </remarks>
internal sealed class CheckRound
{
    private const int FirstThreads = 2;
    private const int StepsPerTimeout = 20;

    private readonly Check[] _checks;
    private readonly TimeSpan _timeLimit;
    private readonly CheckThreads _threads;
    private readonly TimeProvider _time;
    private readonly TaskCompletionSource _allAnswered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _takenCount;
    private int _answeredCount;

    /// <summary>Takes all of <paramref name="checks"/> that do not hang from an earlier round.</summary>
    public CheckRound(IEnumerable<Check> checks, TimeSpan timeLimit, CheckThreads threads, TimeProvider time)
    {
        _checks = [.. checks.Where(check => check.TryEnter(this))];
        _timeLimit = timeLimit;
        _threads = threads;
        _time = time;
    }

    /// <summary>Asks them. Afterwards each has an answer of its own or counts as failing.</summary>
    /// <exception cref="OperationCanceledException">The checker closes; answers may be missing.</exception>
    public async Task RunAsync(CancellationToken stopping)
    {
        if (_checks.Length == 0)
        {
            return;
        }

        var began = _time.GetTimestamp();
        var threadCount = AddThreads(FirstThreads);
        var answeredBefore = 0;

        // A step that would end after the limit is not begun, so that the round keeps it.
        var step = _timeLimit / StepsPerTimeout;
        while (!_allAnswered.Task.IsCompleted && _time.GetElapsedTime(began) <= _timeLimit - step)
        {
            await Task.WhenAny(_allAnswered.Task, Task.Delay(step, _time, stopping));
            stopping.ThrowIfCancellationRequested();
            var answered = Volatile.Read(ref _answeredCount);
            if (answered == answeredBefore)
            {
                threadCount += AddThreads(Math.Max(1, threadCount));
            }

            answeredBefore = answered;
        }

        foreach (var check in _checks)
        {
            check.GiveUp(this, _timeLimit);
        }
    }

    private int AddThreads(int wanted)
    {
        var useful = Math.Min(wanted, _checks.Length - Volatile.Read(ref _takenCount));
        var added = 0;
        while (added < useful && _threads.TryRun(AskInTurn))
        {
            added++;
        }

        return added;
    }

    private void AskInTurn()
    {
        while (true)
        {
            var taken = Interlocked.Increment(ref _takenCount) - 1;
            if (taken >= _checks.Length)
            {
                return;
            }

            if (_checks[taken].Ask(this) && Interlocked.Increment(ref _answeredCount) == _checks.Length)
            {
                _allAnswered.SetResult();
            }
        }
    }
}
