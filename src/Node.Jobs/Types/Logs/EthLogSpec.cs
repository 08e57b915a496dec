using Node.Eth.Primitives;

namespace Node.Jobs.Types.Logs;

/// <summary>The keys of a job that runs for each log.</summary>
/// <param name="ContractAddress">The contract; null for any.</param>
/// <param name="Topics">Accepted values per topic position; null accepts any.</param>
/// <param name="MinIncomingConfirmations">How deep a log must lie; null for the chain's own minimum, which is never undercut.</param>
/// <param name="FromBlock">Logs of earlier blocks are left out; null for none.</param>
/// <param name="ToBlock">Logs of later blocks are left out; null for none.</param>
public sealed record EthLogSpec(
    Address? ContractAddress, IReadOnlyList<IReadOnlyList<Hash32>?> Topics, long? MinIncomingConfirmations, long? FromBlock, long? ToBlock);
