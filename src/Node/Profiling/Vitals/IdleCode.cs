using Node.Profiling.Pprof;

namespace Node.Profiling.Vitals;

/// <summary>
/// The runtime counts a thread as running managed code also when it waits inside some methods of the runtime's own library. Whoever is in one
/// of these waits and uses no processor.
/// </summary>
internal static class IdleCode
{
    private const int FramesSeen = 4;

    private static readonly string[] Methods =
    [
        "System.Threading.LowLevelLifoSemaphore.Wait",
        "System.Threading.LowLevelMonitor.Wait",
        "System.Threading.LowLevelLock.Wait",
        "System.Threading.WaitHandle.Wait",
        "System.Threading.WaitSubsystem.",
        "System.Threading.LowLevelSpinWaiter.Wait",
        "System.Threading.PortableThreadPool.GateThread",
        "System.Threading.Monitor.Wait",
        "System.Threading.Monitor.Enter_Slowpath",
        "System.Threading.Monitor.ObjWait",
        "System.Threading.Lock.",
        "System.Threading.ManualResetEventSlim.Wait",
        "System.Threading.SemaphoreSlim.Wait",
        "System.Threading.Thread.Sleep",
        "System.Threading.Thread.Join",
        "System.Threading.TimerQueue.TimerThread",
        "System.GC.RunFinalizers",
        "System.Net.Sockets.SocketAsyncEngine.EventLoop",
    ];

    /// <summary>Whether a thread that is here waits: the innermost methods are looked at.</summary>
    public static bool IsIdle(IReadOnlyList<Frame> frames) =>
        frames.Take(FramesSeen).Any(frame => Methods.Any(idle => frame.Function.StartsWith(idle, StringComparison.Ordinal)));
}
