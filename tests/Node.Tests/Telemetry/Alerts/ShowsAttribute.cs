namespace Node.Tests.Telemetry.Alerts;

/// <summary>The test makes the state of these alerts, sees that they fire, mends it and sees that they cease.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ShowsAttribute(params string[] alerts) : Attribute
{
    /// <summary>Their names.</summary>
    public IReadOnlyList<string> Alerts { get; } = alerts;
}
