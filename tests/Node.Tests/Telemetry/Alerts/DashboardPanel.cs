namespace Node.Tests.Telemetry.Alerts;

/// <summary>A panel of the dashboard.</summary>
internal sealed record DashboardPanel(int Id, string Title, string Type, string Description);
