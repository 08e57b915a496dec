namespace Node.Jobs.Bridges;

/// <summary>What became of a change: the changed bridge, or what is wrong with the draft, or neither when there is no such bridge.</summary>
/// <param name="Updated">The bridge as it is now.</param>
/// <param name="Faults">What is wrong with the draft.</param>
public sealed record BridgeUpdate(Bridge? Updated, IReadOnlyList<BridgeFault> Faults);
