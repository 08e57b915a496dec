using Node.Benchmarks.Figures;

namespace Node.Benchmarks.Signatures;

/// <summary>Measures several ways to do one thing in turns, so that what slows the machine slows all of them.</summary>
internal sealed class Contest(int rounds, int count)
{
    /// <summary>Processor time of one call, in microseconds: the median of all rounds, for each action.</summary>
    public IReadOnlyList<double> Measure(params Action<int>[] actions)
    {
        var times = actions.Select(_ => new List<double>()).ToList();
        for (var round = -2; round < rounds; round++)
        {
            for (var i = 0; i < actions.Length; i++)
            {
                var before = Environment.CpuUsage.UserTime;
                for (var call = 0; call < count; call++)
                {
                    actions[i](call);
                }

                // The first two rounds are for the compiler of the runtime.
                if (round >= 0)
                {
                    times[i].Add((Environment.CpuUsage.UserTime - before).TotalMicroseconds / count);
                }
            }
        }

        return [.. times.Select(all => all.Median())];
    }

    /// <summary>Bytes that one call allocates on this thread.</summary>
    public double Allocated(Action<int> action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var call = 0; call < count; call++)
        {
            action(call);
        }

        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / count;
    }
}
