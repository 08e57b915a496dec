using Node.Eth.Primitives;

namespace Node.Eth.Chains;

/// <summary>The chains that can be asked.</summary>
public interface IChainEndpoints
{
    /// <summary>All of them, by rising id.</summary>
    IReadOnlyList<IChainEndpoint> All { get; }

    /// <summary>The chain with an id, or null when there is none.</summary>
    IChainEndpoint? Find(ChainId id);
}
