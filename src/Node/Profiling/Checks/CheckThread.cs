namespace Node.Profiling.Checks;

/// <summary>A thread that calls checks. With a check that hangs it is left behind: it ends when the check returns, and another takes its place.</summary>
internal sealed class CheckThread
{
    // Not disposed of: a thread that was left behind still uses them.
    private readonly AutoResetEvent _asked = new(initialState: false);
    private readonly AutoResetEvent _answered = new(initialState: false);
    private NurseCheck? _check;
    private NurseAnswer _answer = NurseAnswer.Well;
    private bool _isDisturbed;
    private volatile bool _isLeft;

    public CheckThread() => new Thread(Run) { IsBackground = true, Name = "Nurse asks" }.UnsafeStart();

    /// <summary>Calls a check and waits for its answer, on behalf of one thread at a time.</summary>
    /// <returns>Null when it did not come in time, or <paramref name="stopping"/> fired: this thread is then left behind.</returns>
    public NurseAnswer? Ask(NurseCheck check, bool isDisturbed, TimeSpan timeMax, CancellationToken stopping)
    {
        _isDisturbed = isDisturbed;
        Volatile.Write(ref _check, check);
        _asked.Set();
        if (WaitHandle.WaitAny([_answered, stopping.WaitHandle], timeMax) == 0)
        {
            return _answer;
        }

        Leave();
        return null;
    }

    /// <summary>Lets the thread end.</summary>
    public void Leave()
    {
        _isLeft = true;
        _asked.Set();
    }

    private void Run()
    {
        while (true)
        {
            _asked.WaitOne();

            // What was asked is called even when nobody waits any more: its check counts as called until then.
            if (Interlocked.Exchange(ref _check, null) is { } check)
            {
                _answer = check.Ask(_isDisturbed);
                _answered.Set();
            }

            if (_isLeft)
            {
                return;
            }
        }
    }
}
