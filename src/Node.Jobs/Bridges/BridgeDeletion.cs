namespace Node.Jobs.Bridges;

/// <summary>What became of a bridge that was to be deleted.</summary>
/// <param name="Deleted">The bridge as it was; null when there is none, or when jobs use it.</param>
/// <param name="Users">The jobs that use it.</param>
public sealed record BridgeDeletion(Bridge? Deleted, IReadOnlyList<BridgeUser> Users);
