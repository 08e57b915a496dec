namespace Node.Profiling.Vitals;

/// <summary>
/// The runtime counts a thread as running managed code also when it waits inside some methods of the runtime's own library. Whose innermost method
/// is one of these waits and uses no processor.
/// </summary>
internal static class IdleCode
{
    private static readonly string[] Methods =
    [
        "System.Threading.LowLevelLifoSemaphore.Wait",
        "System.Threading.LowLevelMonitor.Wait",
        "System.Threading.LowLevelLock.Wait",
        "System.Threading.PortableThreadPool.",
        "System.Threading.WaitHandle.Wait",
        "System.Threading.WaitSubsystem.",
        "System.Threading.Monitor.Wait",
        "System.Threading.Monitor.ObjWait",
        "System.Threading.Lock.",
        "System.Threading.ManualResetEventSlim.Wait",
        "System.Threading.SemaphoreSlim.Wait",
        "System.Threading.Thread.Sleep",
        "System.Threading.Thread.Join",
        "System.Threading.TimerQueue.TimerThread",
        "System.Net.Sockets.SocketAsyncEngine.EventLoop",
    ];

    /// <summary>Whether a thread whose innermost method is this one waits.</summary>
    public static bool IsIdle(string method) => Methods.Any(idle => method.StartsWith(idle, StringComparison.Ordinal));
}
