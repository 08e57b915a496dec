using Node.Core.Services;

namespace Node.Composition;

/// <summary>
/// Gives memory back that busy times left behind: shortly after the start, and later whenever the node has little to do. A heap of this size is
/// otherwise not looked at for hours, because the runtime waits for as much garbage as the processor's cache is large.
/// </summary>
internal sealed class IdleMemory(TimeProvider time, ILogger<IdleMemory> logger) : Service("Memory", logger)
{
    /// <summary>When it looks first, and then how often.</summary>
    public static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(10);

    private readonly IdleMemoryRule _rule = new();

    /// <summary>How often memory was given back.</summary>
    public int Collections { get; private set; }

    protected override Task OnStartAsync(CancellationToken startToken)
    {
        RunLoop("look", LookAsync);
        return Task.CompletedTask;
    }

    private async Task LookAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(LookInterval, time);
        var lastLook = time.GetTimestamp();
        while (await timer.WaitForNextTickAsync(stopping))
        {
            var now = time.GetTimestamp();
            if (_rule.IsTime(time.GetElapsedTime(lastLook, now), Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes()))
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                NativeHeap.GiveBack();
                Collections++;
            }

            lastLook = now;
        }
    }
}
