namespace Node.Jobs.Tests.Runs.Retention;

/// <summary>The real clock, moved: what waits waits for real.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    public TimeSpan Shift { get; set; }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Shift;
}
