using System.Globalization;

namespace Node.Profiling.Checks;

/// <summary>The threads of this process.</summary>
internal static class OsThreads
{
    private const string StatusFile = "/proc/self/status";
    private const string Line = "Threads:";

    /// <summary>How many there are. Where the kernel does not tell, the pool does: other threads are few.</summary>
    public static int Count()
    {
        if (!File.Exists(StatusFile))
        {
            return ThreadPool.ThreadCount;
        }

        var line = File.ReadLines(StatusFile).First(line => line.StartsWith(Line, StringComparison.Ordinal));
        return int.Parse(line[Line.Length..], CultureInfo.InvariantCulture);
    }
}
