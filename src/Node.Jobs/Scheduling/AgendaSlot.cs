namespace Node.Jobs.Scheduling;

/// <summary>What is due at one instant.</summary>
internal sealed class AgendaSlot(DateTimeOffset due, long alarm)
{
    public DateTimeOffset Due => due;

    /// <summary>Names the alarm of this slot; a later slot for the same instant has another one.</summary>
    public long Alarm => alarm;

    public HashSet<ScheduleEntry> Entries { get; } = [];
}
