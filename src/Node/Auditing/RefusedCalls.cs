namespace Node.Auditing;

/// <summary>Decides which refused calls are recorded: so many in a minute, and of the others how many there were.</summary>
/// <param name="perMinuteMax">How many.</param>
/// <param name="time">The clock.</param>
internal sealed class RefusedCalls(int perMinuteMax, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private long? _began;
    private int _recorded;
    private long _leftOut;

    /// <summary>Takes one.</summary>
    /// <param name="leftOut">How many were not recorded since the last that was.</param>
    /// <returns>Whether it is recorded.</returns>
    public bool TryTake(out long leftOut)
    {
        lock (_gate)
        {
            if (_began is not { } began || time.GetElapsedTime(began) >= Window)
            {
                _began = time.GetTimestamp();
                _recorded = 0;
            }

            if (_recorded == perMinuteMax)
            {
                _leftOut++;
                leftOut = 0;
                return false;
            }

            _recorded++;
            leftOut = _leftOut;
            _leftOut = 0;
            return true;
        }
    }
}
