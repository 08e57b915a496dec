using Node.Core.Config;
using Node.Core.Text;

namespace Node.Profiling;

/// <summary>When the nurse looks, when it gathers profiles, and how much of them it keeps (<c>AutoPprof</c>).</summary>
public sealed class AutoPprofOptions : IConfigSection
{
    /// <summary>Whether the nurse watches. Default: true. Profiles on demand do not depend on it.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The folder of profiles and of <c>nurse.log</c>. Default: empty, which means <c>profiles</c> in the data folder.</summary>
    public string ProfileRoot { get; init; } = "";

    /// <summary>Time between two looks. Default: 10 seconds.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long threads are watched when something is wrong. Default: 10 seconds.</summary>
    public TimeSpan GatherDuration { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the runtime's own trace is taken. Default: 5 seconds.</summary>
    public TimeSpan GatherTraceDuration { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A check that stays wrong leads to a gathering only this often. Default: 1 minute.</summary>
    public TimeSpan GatherPause { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a check may take to answer; then it is left out until it has. Default: 2 seconds.</summary>
    public TimeSpan CheckTimeMax { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Most space of all that is kept. The oldest stays: what does not fit is not gathered. Default: 100 MB.</summary>
    public FileSize MaxProfileSize { get; init; } = new(100_000_000);

    /// <summary>0: no profile of processor time. Anything else: the runtime samples every thread at a rate of its own. Default: 1.</summary>
    public int CPUProfileRate { get; init; } = 1;

    /// <summary>0: no profiles of allocations and of the heap. Anything else: the runtime samples every 100 kB. Default: 1.</summary>
    public int MemProfileRate { get; init; } = 1;

    /// <summary>0: no profile of waits. Otherwise waits that are shorter are left out, in nanoseconds. Default: 1.</summary>
    public int BlockProfileRate { get; init; } = 1;

    /// <summary>0: no profile of locks. Otherwise one of so many waits for a lock is counted, for all of them. Default: 1.</summary>
    public int MutexProfileFraction { get; init; } = 1;

    /// <summary>The memory of the process from which on profiles are gathered; 0 for never. Default: 4 GB.</summary>
    public FileSize MemThreshold { get; init; } = new(4_000_000_000);

    /// <summary>The number of threads plus queued work items from which on profiles are gathered; 0 for never. Default: 5,000.</summary>
    public int GoroutineThreshold { get; init; } = 5000;

    /// <summary>Profiles are gathered when queued work waits longer than this for a thread; 0 for never. Default: 2 seconds.</summary>
    public TimeSpan PoolDelayMax { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Profiles are gathered when the garbage collector stops the node for more than this part of the time; 0 for never. Default: 25 percent.</summary>
    public int GcPausePercentMax { get; init; } = 25;

    /// <summary>The largest heap whose objects are listed: the node stands still meanwhile, about a second for each 500 MB. Default: 2 GB.</summary>
    public FileSize HeapWalkMax { get; init; } = new(2_000_000_000);

    /// <inheritdoc/>
    public void Validate(ConfigFaults faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        Within(faults, nameof(PollInterval), PollInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1));
        Within(faults, nameof(GatherDuration), GatherDuration, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10));
        Within(faults, nameof(GatherTraceDuration), GatherTraceDuration, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10));
        Within(faults, nameof(GatherPause), GatherPause, TimeSpan.Zero, TimeSpan.FromDays(1));
        Within(faults, nameof(CheckTimeMax), CheckTimeMax, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        if (ProfileRoot.Contains('\0', StringComparison.Ordinal))
        {
            faults.Add(nameof(ProfileRoot), "is no path: it has a zero character");
        }

        if (PoolDelayMax < TimeSpan.Zero)
        {
            faults.Add(nameof(PoolDelayMax), "must not be negative; 0s for never");
        }

        foreach (var (name, value) in new[]
        {
            (nameof(CPUProfileRate), CPUProfileRate), (nameof(MemProfileRate), MemProfileRate), (nameof(BlockProfileRate), BlockProfileRate),
            (nameof(MutexProfileFraction), MutexProfileFraction), (nameof(GoroutineThreshold), GoroutineThreshold), (nameof(GcPausePercentMax), GcPausePercentMax),
        })
        {
            if (value < 0)
            {
                faults.Add(name, $"is {value}; must not be negative; 0 switches it off");
            }
        }
    }

    private static void Within(ConfigFaults faults, string name, TimeSpan value, TimeSpan min, TimeSpan max)
    {
        if (value < min || value > max)
        {
            faults.Add(name, $"must be from {GoDuration.Format(min)} to {GoDuration.Format(max)}");
        }
    }
}
