namespace Node.Tests.Telemetry.Alerts;

/// <summary>One query of a panel.</summary>
internal sealed record DashboardQuery(string Name, string Text, PromNode Tree);
