namespace Node.Jobs.Scheduling;

/// <summary>
/// Which entries are due at which instant. The clock is asked once per instant and not once per entry: ten thousand schedules that
/// meet at midnight are one alarm. Safe for several threads.
/// </summary>
internal sealed class Agenda
{
    private readonly Lock _gate = new();
    private readonly Dictionary<DateTimeOffset, AgendaSlot> _slots = [];
    private long _lastAlarm;

    /// <summary>Puts an entry down for an instant.</summary>
    /// <returns>The alarm that must be set for it; null when that instant has one.</returns>
    public AgendaSlot? Put(ScheduleEntry entry, DateTimeOffset due)
    {
        lock (_gate)
        {
            entry.Due = due;
            if (_slots.TryGetValue(due, out var known))
            {
                known.Entries.Add(entry);
                return null;
            }

            var slot = new AgendaSlot(due, ++_lastAlarm);
            slot.Entries.Add(entry);
            _slots.Add(due, slot);
            return slot;
        }
    }

    /// <summary>Takes an entry out.</summary>
    /// <returns>The alarm that nobody needs any more; null when others do.</returns>
    public AgendaSlot? Remove(ScheduleEntry entry)
    {
        lock (_gate)
        {
            if (entry.Due is not { } due || !_slots.TryGetValue(due, out var slot) || !slot.Entries.Remove(entry) || slot.Entries.Count > 0)
            {
                return null;
            }

            _slots.Remove(due);
            return slot;
        }
    }

    /// <summary>Takes out all that is due at an instant.</summary>
    public IReadOnlyCollection<ScheduleEntry> Take(DateTimeOffset due)
    {
        lock (_gate)
        {
            return _slots.Remove(due, out var slot) ? slot.Entries : [];
        }
    }
}
