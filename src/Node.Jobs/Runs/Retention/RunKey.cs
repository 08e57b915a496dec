namespace Node.Jobs.Runs.Retention;

/// <summary>A trigger's key, in the order of the table.</summary>
internal sealed class RunKey
{
    /// <summary>Before all keys.</summary>
    public static RunKey First { get; } = new() { JobId = long.MinValue };

    public long JobId { get; init; }

    public string TriggerKey { get; init; } = "";
}
