using Node.Jobs.Pipeline.Model;

namespace Node.Jobs.Pipeline.Execution;

/// <summary>The deadline of an execution, which counts from its begin, and the switch that ends all its waiting tasks at once.
/// Timers are made only when a task waits; a run that computes asks <see cref="IsOver"/>.</summary>
internal sealed class RunClock(TimeProvider time, TimeSpan durationMax, CancellationToken stop) : IDisposable
{
    private readonly long _begin = time.GetTimestamp();
    private CancellationTokenSource? _deadline;
    private CancellationTokenSource? _failure;
    private CancellationTokenSource? _any;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Whether the execution has taken as long as it may.</summary>
    public bool IsOver => time.GetElapsedTime(_begin) >= durationMax;

    /// <summary>Ends with the deadline, an early failure, or the stop of the node; there is none before <see cref="Watch"/>.</summary>
    public CancellationToken Token => _any?.Token ?? stop;

    /// <summary>Makes the token, once. Called by the loop that owns the execution.</summary>
    public void Watch()
    {
        if (_any is null)
        {
            _deadline = Deadline.After(durationMax - time.GetElapsedTime(_begin), time);
            _failure = new CancellationTokenSource();
            _any = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token, _failure.Token, stop);
        }
    }

    /// <summary>Ends all tasks because one failed early.</summary>
    public void CancelAll() => _failure?.Cancel();

    /// <summary>Why the token ended, as the error of a task.</summary>
    public (TaskErrorKind Kind, string Problem) Reason() =>
        stop.IsCancellationRequested ? (TaskErrorKind.Cancelled, "the node stops")
        : _failure?.IsCancellationRequested == true
            ? (TaskErrorKind.Cancelled, "ended, because another task failed and has failEarly set")
        : (TaskErrorKind.Transient, $"ended, because the run reached its limit Runs:DurationMax of {durationMax}");

    /// <inheritdoc/>
    public void Dispose()
    {
        _any?.Dispose();
        _failure?.Dispose();
        _deadline?.Dispose();
    }
}
