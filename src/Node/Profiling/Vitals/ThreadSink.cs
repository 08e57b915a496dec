using Node.Profiling.Nettrace;
using Node.Profiling.Symbols;

namespace Node.Profiling.Vitals;

/// <summary>Adds up what threads do: samples, allocations, waits for locks and for other things.</summary>
internal sealed class ThreadSink : INettraceSink
{
    private readonly Dictionary<long, ThreadFigures> _threads = [];
    private readonly Dictionary<long, (int Stack, long At)> _openWaits = [];
    private readonly Dictionary<long, (int Stack, long At)> _openContentions = [];
    private readonly GatherRates _rates;
    private long _ticksPerSecond = 1;
    private long _lastTimestamp;
    private long _contentions;

    public ThreadSink(GatherRates rates) => _rates = rates;

    /// <summary>The methods.</summary>
    public CodeMap Code { get; } = new();

    /// <summary>Threads by number.</summary>
    public IReadOnlyDictionary<long, ThreadFigures> Threads => _threads;

    /// <summary>Samples of running threads by stack.</summary>
    public Dictionary<int, long> Running { get; } = [];

    /// <summary>Allocations by stack and type: objects and bytes.</summary>
    public Dictionary<(int Stack, string Type), (long Count, long Size)> Allocations { get; } = [];

    /// <summary>Waits for locks by stack: how many and nanoseconds.</summary>
    public Dictionary<int, (long Count, long Size)> Locks { get; } = [];

    /// <summary>Other waits by stack: how many and nanoseconds.</summary>
    public Dictionary<int, (long Count, long Size)> Waits { get; } = [];

    public void OnStart(long ticksPerSecond, long startedAt)
    {
        _ticksPerSecond = Math.Max(1, ticksPerSecond);
        _lastTimestamp = startedAt;
    }

    public void OnEvent(in NettraceEvent item)
    {
        if (item.Provider == RuntimeEvents.Sampler)
        {
            TakeSample(item);
        }
        else if (item.Provider == RuntimeEvents.Runtime)
        {
            TakeRuntimeEvent(item);
        }
        else
        {
            Code.Take(item);
        }
    }

    /// <summary>Counts waits that have not ended, for locks and for other things, up to the last event.</summary>
    public void Close()
    {
        foreach (var (stack, at) in _openContentions.Values)
        {
            AddContention(stack, Nanoseconds(at, _lastTimestamp));
        }

        _openContentions.Clear();
        foreach (var (stack, at) in _openWaits.Values)
        {
            AddWait(stack, at, _lastTimestamp);
        }

        _openWaits.Clear();
    }

    private void TakeSample(in NettraceEvent item)
    {
        _lastTimestamp = Math.Max(_lastTimestamp, item.Timestamp);
        if (!_threads.TryGetValue(item.ThreadId, out var figures))
        {
            _threads.Add(item.ThreadId, figures = new ThreadFigures());
        }

        figures.Samples++;
        figures.LastStack = item.Stack;
        if (new BytesReader(item.Payload).UInt32() == RuntimeEvents.RunsManaged)
        {
            Running[item.Stack] = Running.GetValueOrDefault(item.Stack) + 1;
        }
    }

    private void TakeRuntimeEvent(in NettraceEvent item)
    {
        _lastTimestamp = Math.Max(_lastTimestamp, item.Timestamp);
        switch (item.Id)
        {
            case RuntimeEvents.AllocationTick:
                TakeAllocation(item);
                break;
            case RuntimeEvents.ContentionStart:
                _openContentions[item.ThreadId] = (item.Stack, item.Timestamp);
                break;
            case RuntimeEvents.ContentionEnd:
                TakeContention(item);
                break;
            case RuntimeEvents.WaitStart:
                _openWaits[item.ThreadId] = (item.Stack, item.Timestamp);
                break;
            case RuntimeEvents.WaitEnd:
                if (_openWaits.Remove(item.ThreadId, out var wait))
                {
                    AddWait(wait.Stack, wait.At, item.Timestamp);
                }

                break;
        }
    }

    // Said once for about every 100 kB: the object that crossed the line stands for all of them.
    private void TakeAllocation(in NettraceEvent item)
    {
        var reader = new BytesReader(item.Payload);
        reader.Skip(10);
        var bytes = (long)reader.UInt64();
        reader.Skip(8);
        var type = reader.Text();
        reader.Skip(12);
        var size = reader.IsAtEnd ? bytes : (long)reader.UInt64();
        var sum = Allocations.GetValueOrDefault((item.Stack, type));
        Allocations[(item.Stack, type)] = (sum.Count + Math.Max(1, bytes / Math.Max(1, size)), sum.Size + bytes);
    }

    // The end says how long it took, the beginning where.
    private void TakeContention(in NettraceEvent item)
    {
        if (_openContentions.Remove(item.ThreadId, out var begun))
        {
            var reader = new BytesReader(item.Payload);
            reader.Skip(3);
            AddContention(begun.Stack, (long)reader.Double());
        }
    }

    private void AddContention(int stack, long nanoseconds)
    {
        if (_contentions++ % _rates.MutexFraction == 0)
        {
            var sum = Locks.GetValueOrDefault(stack);
            Locks[stack] = (sum.Count + _rates.MutexFraction, sum.Size + (nanoseconds * _rates.MutexFraction));
        }
    }

    private void AddWait(int stack, long from, long to)
    {
        var nanoseconds = Nanoseconds(from, to);
        if (nanoseconds >= _rates.BlockNanoseconds)
        {
            var sum = Waits.GetValueOrDefault(stack);
            Waits[stack] = (sum.Count + 1, sum.Size + nanoseconds);
        }
    }

    private long Nanoseconds(long from, long to) => (long)((to - from) * (1e9 / _ticksPerSecond));
}
