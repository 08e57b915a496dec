using System.Runtime.ExceptionServices;

namespace Node.Profiling.Vitals;

/// <summary>A call on a thread of its own: whoever waits for it can give it up when it hangs.</summary>
internal sealed class BoundedCall
{
    // Not disposed of: a call that was given up still sets it.
    private readonly ManualResetEvent _ended = new(initialState: false);
    private Exception? _failure;

    private BoundedCall()
    {
    }

    /// <summary>Whether it has returned or thrown.</summary>
    public bool HasEnded => _ended.WaitOne(0);

    /// <summary>What it threw; null when it did not, or has not ended.</summary>
    public Exception? Failure => Volatile.Read(ref _failure);

    /// <summary>Begins a call.</summary>
    /// <param name="name">The name of its thread.</param>
    /// <param name="body">The call.</param>
    public static BoundedCall Begin(string name, Action body)
    {
        var call = new BoundedCall();
        new Thread(() => call.Run(body)) { IsBackground = true, Name = name }.UnsafeStart();
        return call;
    }

    /// <summary>Waits for the end.</summary>
    /// <param name="patience">How long.</param>
    /// <param name="stopping">When it fires, less time is left.</param>
    /// <returns>Whether it has ended.</returns>
    public bool Wait(Patience patience, CancellationToken stopping) =>
        WaitHandle.WaitAny([_ended, stopping.WaitHandle], patience.Usual) switch
        {
            0 => true,
            WaitHandle.WaitTimeout => false,
            _ => _ended.WaitOne(patience.WhenStopping),
        };

    /// <summary>Throws what the call threw.</summary>
    public void ThrowIfFailed()
    {
        if (Failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    private void Run(Action body)
    {
        try
        {
            body();
        }
        catch (Exception e)
        {
            // The last frame of a thread; whoever waits is told.
            Volatile.Write(ref _failure, e);
        }

        _ended.Set();
    }
}
