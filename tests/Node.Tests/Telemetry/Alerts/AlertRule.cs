namespace Node.Tests.Telemetry.Alerts;

/// <summary>An alert as it is shipped.</summary>
internal sealed record AlertRule(
    string Group, string Name, string Text, string For, IReadOnlyDictionary<string, string> Labels, IReadOnlyDictionary<string, string> Annotations, PromNode Tree);
