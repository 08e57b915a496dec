namespace Node.Jobs.Bridges;

/// <summary>What became of a draft: one of the three.</summary>
/// <param name="Created">The new bridge.</param>
/// <param name="Faults">What is wrong with the draft.</param>
/// <param name="IsThere">Whether a bridge of that name is there already.</param>
public sealed record BridgeCreation(NewBridge? Created, IReadOnlyList<BridgeFault> Faults, bool IsThere);
