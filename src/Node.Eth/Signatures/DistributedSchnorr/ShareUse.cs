using Node.Eth.Primitives;

namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>What a share is used for. Neither of the two tells anything of its value.</summary>
/// <param name="Share">Names the share: a hash of its public point.</param>
/// <param name="UsedFor">A hash of all commitments and the message; for a long-term share always the same.</param>
public readonly record struct ShareUse(Hash32 Share, Hash32 UsedFor);
