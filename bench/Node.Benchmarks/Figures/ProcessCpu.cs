using System.Globalization;

namespace Node.Benchmarks.Figures;

/// <summary>Reads processes from <c>/proc</c>.</summary>
internal static class ProcessCpu
{
    private const double TicksPerSecond = 100;

    /// <summary>The processor time that a process, what it started and what has ended of that used so far.</summary>
    public static TimeSpan OfTree(int processId)
    {
        var stats = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => char.IsAsciiDigit(name![0]))
            .Select(name => ReadStat(name!)).OfType<(int Id, int Parent, long Ticks)>().ToList();
        var children = stats.ToLookup(stat => stat.Parent);
        long ticks = 0;
        var open = new Stack<(int Id, int Parent, long Ticks)>(stats.Where(stat => stat.Id == processId));
        while (open.TryPop(out var stat))
        {
            ticks += stat.Ticks;
            foreach (var child in children[stat.Id])
            {
                open.Push(child);
            }
        }

        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }

    /// <summary>The memory of a process that is in RAM, in MiB.</summary>
    public static double ResidentMebibytes(int processId)
    {
        var line = File.ReadLines($"/proc/{processId}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line["VmRSS:".Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) / 1024.0;
    }

    private static (int Id, int Parent, long Ticks)? ReadStat(string id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            // The name, in parentheses, may hold anything; fields after it: state, parent, ..., utime, stime, cutime, cstime.
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (int.Parse(id, CultureInfo.InvariantCulture), int.Parse(fields[1], CultureInfo.InvariantCulture),
                fields[11..15].Sum(field => long.Parse(field, CultureInfo.InvariantCulture)));
        }
        catch (IOException)
        {
            return null; // it has ended meanwhile
        }
    }
}
