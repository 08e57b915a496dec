using Node.Eth.Primitives;

namespace Node.Eth.Chains;

/// <summary>The chains this node is configured for.</summary>
public interface IChainSet
{
    /// <summary>All of them, by rising id.</summary>
    IReadOnlyList<IEthChain> All { get; }

    /// <summary>The chain with an id, or null when it is not configured.</summary>
    IEthChain? Find(ChainId id);
}
