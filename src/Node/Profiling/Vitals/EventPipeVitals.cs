using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;
using Node.Profiling.Nettrace;
using Node.Profiling.Symbols;

namespace Node.Profiling.Vitals;

/// <summary>Looks at the own process through sessions of the runtime's event pipe: one for threads, one for the heap, one for the trace.</summary>
/// <param name="time">The clock.</param>
/// <param name="pipe">The way to the runtime; null for that of this process.</param>
internal sealed class EventPipeVitals(TimeProvider time, DiagnosticsPipe? pipe = null) : IVitalsSource
{
    private static readonly TimeSpan HeapPatience = TimeSpan.FromSeconds(60);

    private readonly DiagnosticsPipe _pipe = pipe ?? new DiagnosticsPipe(new DiagnosticsClient(Environment.ProcessId), Patience.Default);

    /// <inheritdoc/>
    public GatheredVitals Gather(VitalsRequest request, CancellationToken stopping)
    {
        var basket = new VitalsBasket();
        var takenAt = time.GetUtcNow();
        List<Action> parts = [];
        if (request.Vitals.Any(vital => vital is not (Vital.Heap or Vital.Trace)))
        {
            parts.Add(() => GatherThreads(request, basket, stopping));
        }

        if (request.Vitals.Contains(Vital.Heap))
        {
            parts.Add(() => GatherHeap(request, basket, stopping));
        }

        if (request.Vitals.Contains(Vital.Trace))
        {
            parts.Add(() => GatherTrace(request, stopping));
        }

        SideBySide([.. parts.Select(part => (Action)(() => basket.Attempt(part)))]);
        return basket.ToVitals(takenAt, request.Duration);
    }

    private static void SideBySide(IReadOnlyList<Action> parts)
    {
        List<Thread> others = [];
        foreach (var part in parts.Skip(1))
        {
            var thread = new Thread(() => part()) { IsBackground = true, Name = "Nurse" };
            thread.UnsafeStart();
            others.Add(thread);
        }

        if (parts.Count > 0)
        {
            parts[0]();
        }

        others.ForEach(thread => thread.Join());
    }

    private void GatherThreads(VitalsRequest request, VitalsBasket basket, CancellationToken stopping)
    {
        var wanted = request.Vitals;
        List<EventPipeProvider> providers = [];
        if (wanted.Contains(Vital.Cpu) || wanted.Contains(Vital.Goroutine))
        {
            providers.Add(new EventPipeProvider(RuntimeEvents.Sampler, EventLevel.Informational));
        }

        var keywords = (wanted.Contains(Vital.Allocs) ? RuntimeEvents.GcKeyword : 0)
            | (wanted.Contains(Vital.Mutex) ? RuntimeEvents.ContentionKeyword : 0)
            | (wanted.Contains(Vital.Block) ? RuntimeEvents.WaitHandleKeyword : 0);
        if (keywords != 0)
        {
            providers.Add(new EventPipeProvider(RuntimeEvents.Runtime, EventLevel.Verbose, keywords));
        }

        var stacks = new StackTable();
        var sink = new ThreadSink(request.Rates);
        var startedAt = time.GetTimestamp();
        var duration = request.Duration;
        using (var session = _pipe.Open(providers, RuntimeEvents.MethodKeywords, request.OpenRaw("nettrace"), stopping))
        {
            session.Run(
                stream => new NettraceReader(stream, stacks, sink).Read(),
                () =>
                {
                    stopping.WaitHandle.WaitOne(request.Duration);
                    duration = time.GetElapsedTime(startedAt);
                },
                stopping);
        }

        sink.Close();
        if (sink.Code.Count == 0)
        {
            basket.Miss("the runtime did not say the names of methods; the raw trace has none either");
        }

        using var lines = new SourceLines();
        var profiles = new ThreadProfiles(sink, stacks, duration, lines);
        foreach (var vital in wanted.Where(vital => vital is not (Vital.Heap or Vital.Trace)).Order())
        {
            basket.Add(vital, profiles.Of(vital));
        }
    }

    private void GatherHeap(VitalsRequest request, VitalsBasket basket, CancellationToken stopping)
    {
        // Listing stops every thread for as long as it takes.
        if (GC.GetGCMemoryInfo(GCKind.Any).HeapSizeBytes is var bytes && bytes > request.HeapBytesMax)
        {
            basket.Miss($"the heap was not listed: it has {bytes} bytes, and the node would stand still for longer than {nameof(AutoPprofOptions.HeapWalkMax)} allows");
            return;
        }

        using var isListed = new ManualResetEvent(initialState: false);
        var sink = new HeapSink(() => isListed.Set());
        using (var session = _pipe.Open([new EventPipeProvider(RuntimeEvents.Runtime, EventLevel.Verbose, RuntimeEvents.HeapKeywords)], 0, null, stopping))
        {
            session.Run(
                stream => new NettraceReader(stream, new StackTable(), sink).Read(),
                () => WaitHandle.WaitAny([isListed, stopping.WaitHandle], HeapPatience),
                stopping);
        }

        basket.Add(Vital.Heap, sink.ToProfile());
    }

    private void GatherTrace(VitalsRequest request, CancellationToken stopping)
    {
        if (request.OpenRaw("trace.nettrace") is { } raw)
        {
            using var session = _pipe.Open(
                [
                    new EventPipeProvider(RuntimeEvents.Runtime, EventLevel.Informational, RuntimeEvents.TraceKeywords),
                    new EventPipeProvider("System.Threading.Tasks.TplEventSource", EventLevel.Informational, 0x1 | 0x2 | 0x4 | 0x40 | 0x80),
                ],
                RuntimeEvents.MethodKeywords,
                raw,
                stopping);
            session.Run(TraceSession.Drain, () => stopping.WaitHandle.WaitOne(request.TraceDuration), stopping);
        }
    }
}
