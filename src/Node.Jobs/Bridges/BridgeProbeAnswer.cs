namespace Node.Jobs.Bridges;

/// <summary>What came of asking a bridge by hand.</summary>
/// <param name="Payload">What was asked, as JSON.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Status">The HTTP status; null when there was no answer.</param>
/// <param name="Body">The answer; null when there was none.</param>
/// <param name="Error">Why there was no answer; null when there was one.</param>
public sealed record BridgeProbeAnswer(string Payload, TimeSpan Took, int? Status, string? Body, string? Error);
