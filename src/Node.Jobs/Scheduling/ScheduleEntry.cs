using Quartz;

namespace Node.Jobs.Scheduling;

/// <summary>One schedule with its listener, as long as it is wanted.</summary>
internal sealed class ScheduleEntry(string name, long number, Schedule schedule, IScheduleListener listener)
{
    private volatile bool _isRemoved;

    public string Name => name;

    public Schedule Schedule => schedule;

    public IScheduleListener Listener => listener;

    /// <summary>Quartz's name for it; an entry that replaces another has another one.</summary>
    public JobKey Key { get; } = new($"{name}#{number}");

    public bool IsRemoved => _isRemoved;

    public void Remove() => _isRemoved = true;
}
