namespace Node.Jobs.Bridges;

/// <summary>A job that uses a bridge.</summary>
/// <param name="JobId">Its number.</param>
/// <param name="Name">Its name; null when it has none.</param>
public sealed record BridgeUser(long JobId, string? Name);
