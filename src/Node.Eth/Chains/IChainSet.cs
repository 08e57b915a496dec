using Node.Eth.Primitives;

namespace Node.Eth.Chains;

/// <summary>The chains this node is configured for.</summary>
public interface IChainSet : IChainEndpoints
{
    /// <summary>All of them, by rising id.</summary>
    new IReadOnlyList<IEthChain> All { get; }

    /// <inheritdoc/>
    IReadOnlyList<IChainEndpoint> IChainEndpoints.All => All;

    /// <summary>The chain with an id, or null when it is not configured.</summary>
    new IEthChain? Find(ChainId id);

    /// <inheritdoc/>
    IChainEndpoint? IChainEndpoints.Find(ChainId id) => Find(id);
}
