using Node.Eth.Signatures.Schnorr;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>How a key generation ended at one participant.</summary>
/// <param name="Share">The participant's share; null when too few deals stood.</param>
/// <param name="Qualified">Whose deals make up the secret, by index; the same at all honest participants.</param>
/// <param name="Culprits">Who did wrong, by index, and what.</param>
public sealed record DkgResult(KeyShare? Share, IReadOnlyList<int> Qualified, IReadOnlyDictionary<int, DkgFault> Culprits)
{
    /// <summary>The public key of the shared secret; null when there is none.</summary>
    public Point? GroupKey => Share?.Commitments[0];

    /// <summary>
    /// Whether the contract takes signatures of the key. About every second one is: for a long-term key, generate again until
    /// it is; for a nonce it does not matter.
    /// </summary>
    public bool IsValidKey => GroupKey is { } key && EthSchnorr.IsValidKey(key);
}
