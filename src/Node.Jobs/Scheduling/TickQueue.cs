namespace Node.Jobs.Scheduling;

/// <summary>
/// The ticks of one schedule that wait to be delivered, one after the other and in order. Takes so many and no more: what comes while it is
/// full is left out, and when it has emptied it says from where on, so that it is made up for. Safe for several threads.
/// </summary>
internal sealed class TickQueue
{
    /// <summary>How many ticks of one schedule may wait; a list that makes up for missed ones counts when it is put in, not after.</summary>
    public const int WaitingMax = 16;

    private readonly Lock _gate = new();
    private readonly Queue<DateTimeOffset> _waiting = new();
    private DateTimeOffset _newest = DateTimeOffset.MinValue;
    private DateTimeOffset? _leftOut;
    private bool _isDelivering;

    /// <summary>Puts ticks in, oldest first. One that was put in before is ignored.</summary>
    /// <param name="instants">The ticks.</param>
    /// <param name="isFull">Whether ticks are left out from here on.</param>
    /// <returns>Whether somebody is to begin to take them out.</returns>
    public bool Put(IReadOnlyList<DateTimeOffset> instants, out bool isFull)
    {
        lock (_gate)
        {
            isFull = false;
            if (instants.Count > 0 && (_leftOut is not null || _waiting.Count >= WaitingMax))
            {
                isFull = _leftOut is null;
                _leftOut ??= instants[0];
                return false;
            }

            foreach (var instant in instants.Where(instant => instant > _newest))
            {
                _waiting.Enqueue(instant);
                _newest = instant;
            }

            var begins = !_isDelivering && _waiting.Count > 0;
            _isDelivering |= begins;
            return begins;
        }
    }

    /// <summary>Takes the next tick out.</summary>
    /// <param name="instant">The tick; null when instead there is something to make up for.</param>
    /// <param name="leftOut">The first tick that was left out.</param>
    /// <returns>False when there is nothing more to do: whoever takes ends.</returns>
    public bool TryTake(out DateTimeOffset? instant, out DateTimeOffset leftOut)
    {
        lock (_gate)
        {
            instant = null;
            leftOut = default;
            if (_waiting.TryDequeue(out var next))
            {
                instant = next;
                return true;
            }

            if (_leftOut is { } from)
            {
                leftOut = from;
                _leftOut = null;
                return true;
            }

            _isDelivering = false;
            return false;
        }
    }
}
