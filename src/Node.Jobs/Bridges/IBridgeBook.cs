using Node.Eth.Keys;

namespace Node.Jobs.Bridges;

/// <summary>Keeps the bridges of this node.</summary>
public interface IBridgeBook
{
    /// <summary>All, by name.</summary>
    IReadOnlyList<Bridge> All { get; }

    /// <summary>The bridge of that name, whatever its case; null when there is none.</summary>
    Bridge? Find(string name);

    /// <summary>Stores a new bridge.</summary>
    /// <exception cref="KeystoreException">The keystore is not unlocked, so that its token could not be stored safely.</exception>
    Task<BridgeCreation> CreateAsync(BridgeDraft draft, CancellationToken cancellationToken);

    /// <summary>Changes a bridge to what the draft says; its name and its tokens stay.</summary>
    /// <exception cref="KeystoreException">The keystore is not unlocked and the headers are to be changed.</exception>
    Task<BridgeUpdate> UpdateAsync(string name, BridgeDraft draft, CancellationToken cancellationToken);

    /// <summary>Removes a bridge that no job uses, and the answers that were kept of it.</summary>
    Task<BridgeDeletion> DeleteAsync(string name, CancellationToken cancellationToken);
}
