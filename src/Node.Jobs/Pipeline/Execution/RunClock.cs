using Node.Jobs.Pipeline.Model;

namespace Node.Jobs.Pipeline.Execution;

/// <summary>The deadline of an execution, and the switch that ends all its waiting tasks at once.</summary>
internal sealed class RunClock : IDisposable
{
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _failure = new();
    private readonly CancellationTokenSource _any;
    private readonly CancellationToken _stop;

    public RunClock(TimeProvider time, TimeSpan durationMax, CancellationToken stop)
    {
        Time = time;
        DurationMax = durationMax;
        _stop = stop;
        _deadline = new CancellationTokenSource(durationMax, time);
        _any = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token, _failure.Token, stop);
    }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>How long the execution may take.</summary>
    public TimeSpan DurationMax { get; }

    /// <summary>Ends with the deadline, an early failure, or the stop of the node.</summary>
    public CancellationToken Token => _any.Token;

    /// <summary>Ends all tasks because one failed early.</summary>
    public void CancelAll() => _failure.Cancel();

    /// <summary>Why the token ended, as the error of a task.</summary>
    public (TaskErrorKind Kind, string Problem) Reason() =>
        _stop.IsCancellationRequested ? (TaskErrorKind.Cancelled, "the node stops")
        : _failure.IsCancellationRequested ? (TaskErrorKind.Cancelled, "ended, because another task failed and has failEarly set")
        : (TaskErrorKind.Transient, $"ended, because the run reached its limit Runs:DurationMax of {DurationMax}");

    /// <inheritdoc/>
    public void Dispose()
    {
        _any.Dispose();
        _failure.Dispose();
        _deadline.Dispose();
    }
}
