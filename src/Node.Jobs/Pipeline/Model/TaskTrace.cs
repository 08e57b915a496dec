namespace Node.Jobs.Pipeline.Model;

/// <summary>Gathers what the outside said while a task works. A task that was given up may still write to it; nobody reads it
/// then.</summary>
internal sealed class TaskTrace
{
    private readonly Lock _gate = new();
    private List<OutsideNote>? _notes;
    private int _attempts;

    /// <summary>How often the task was tried.</summary>
    public int Attempts => Volatile.Read(ref _attempts);

    /// <summary>Counts an attempt.</summary>
    public void BeginAttempt() => Interlocked.Increment(ref _attempts);

    /// <summary>Adds an exchange.</summary>
    public void Add(OutsideNote note)
    {
        lock (_gate)
        {
            (_notes ??= []).Add(note);
        }
    }

    /// <summary>The exchanges so far.</summary>
    public IReadOnlyList<OutsideNote> Notes()
    {
        lock (_gate)
        {
            return _notes is null ? [] : [.. _notes];
        }
    }
}
