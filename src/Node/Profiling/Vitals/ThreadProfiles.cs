using Node.Profiling.Nettrace;
using Node.Profiling.Pprof;
using Node.Profiling.Symbols;

namespace Node.Profiling.Vitals;

/// <summary>Makes profiles of what a <see cref="ThreadSink"/> added up.</summary>
internal sealed class ThreadProfiles(ThreadSink sink, StackTable stacks, TimeSpan duration, SourceLines lines)
{
    private const string WaitingCode = "System.Threading.";
    private const string OwnCode = "Node.Profiling.Vitals.";

    private static readonly Frame Nowhere = new("(no managed code)");

    /// <summary>The profile of one vital.</summary>
    public PprofProfile Of(Vital vital) => vital switch
    {
        Vital.Cpu => Cpu(),
        Vital.Allocs => Allocations(),
        Vital.Mutex => Waits(sink.Locks),
        Vital.Block => Waits(sink.Waits),
        _ => Threads(),
    };

    private PprofProfile Cpu()
    {
        // Each round samples every thread. A thread that lived all the time tells how many rounds there were.
        var rounds = sink.Threads.Values.Select(thread => thread.Samples).DefaultIfEmpty(1).Max();
        var period = (long)(duration.TotalNanoseconds / rounds);
        var profile = new PprofProfile([new SampleType("samples", "count"), new SampleType("cpu", "nanoseconds")], period, new SampleType("cpu", "nanoseconds"));
        foreach (var (stack, count) in sink.Running)
        {
            var frames = FramesOf(stack);
            if (!IdleCode.IsIdle(frames) && !IsOwn(frames))
            {
                profile.Add(frames, [count, count * period]);
            }
        }

        return profile;
    }

    private PprofProfile Allocations()
    {
        var profile = new PprofProfile([new SampleType("alloc_objects", "count"), new SampleType("alloc_space", "bytes")], 100_000, new SampleType("space", "bytes"));
        foreach (var ((stack, type), (count, bytes)) in sink.Allocations)
        {
            profile.Add(FramesOf(stack), [count, bytes], ("type", type));
        }

        return profile;
    }

    // What waits is the method that called into the locks and not the locks' own code. Threads of the runtime's own wait for work: nobody's matter.
    private PprofProfile Waits(Dictionary<int, (long Count, long Size)> waits)
    {
        var profile = new PprofProfile([new SampleType("contentions", "count"), new SampleType("delay", "nanoseconds")], 1, new SampleType("contentions", "count"));
        foreach (var (stack, (count, nanoseconds)) in waits)
        {
            var frames = FramesOf(stack);
            var caller = frames.SkipWhile(frame => frame.Function.StartsWith(WaitingCode, StringComparison.Ordinal)).ToList();
            if (caller.Count > 0 && !IsOwn(caller))
            {
                profile.Add(caller, [count, nanoseconds]);
            }
        }

        return profile;
    }

    private PprofProfile Threads()
    {
        var profile = new PprofProfile([new SampleType("threads", "count")]);
        foreach (var group in sink.Threads.Values.GroupBy(thread => thread.LastStack))
        {
            profile.Add(FramesOf(group.Key), [group.Count()]);
        }

        return profile;
    }

    // What gathers is no part of what is looked for.
    private static bool IsOwn(IReadOnlyList<Frame> frames) => frames.Any(frame => frame.Function.StartsWith(OwnCode, StringComparison.Ordinal));

    private IReadOnlyList<Frame> FramesOf(int stack)
    {
        var frames = sink.Code.FramesOf(stacks[stack], lines);
        return frames.Count > 0 ? frames : [Nowhere];
    }
}
