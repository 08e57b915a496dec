using System.Runtime.CompilerServices;

namespace Node.Tests.Profiling;

/// <summary>Threads that burn, allocate, wait for a lock and wait for an event, each in a method of that name.</summary>
internal sealed class BusyCode : IDisposable
{
    private const int WaitingThreads = 16;

    private readonly ManualResetEvent _stop = new(initialState: false);
    private readonly object _contested = new();
    private readonly List<Thread> _threads = [];
    private object? _kept;
    private long _sum;

    public BusyCode()
    {
        Start(BurnHere);
        Start(AllocateHere);
        Start(HoldTheLock);
        Start(WaitForTheLockHere);

        // More of them than of any other wait of the process, so that theirs comes first.
        for (var i = 0; i < WaitingThreads; i++)
        {
            Start(WaitForAnEventHere);
        }
    }

    /// <summary>What was made last, so that nothing is optimised away.</summary>
    public object? Kept => _kept ?? _sum;

    public void Dispose()
    {
        _stop.Set();
        _threads.ForEach(thread => thread.Join());
        _stop.Dispose();
    }

    private void Start(ThreadStart body)
    {
        var thread = new Thread(body) { IsBackground = true };
        thread.Start();
        _threads.Add(thread);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void BurnHere()
    {
        while (!_stop.WaitOne(0))
        {
            for (var i = 0; i < 20_000_000; i++)
            {
                _sum = unchecked((_sum * 31) + i);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AllocateHere()
    {
        while (!_stop.WaitOne(2))
        {
            for (var i = 0; i < 200; i++)
            {
                _kept = new AllocatedThing[100];
            }
        }
    }

    private void HoldTheLock()
    {
        while (!_stop.WaitOne(1))
        {
            lock (_contested)
            {
                _stop.WaitOne(40);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WaitForTheLockHere()
    {
        while (!_stop.WaitOne(1))
        {
            lock (_contested)
            {
                _sum++;
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WaitForAnEventHere()
    {
        while (!_stop.WaitOne(150))
        {
            _sum++;
        }
    }

    internal sealed class AllocatedThing;
}
