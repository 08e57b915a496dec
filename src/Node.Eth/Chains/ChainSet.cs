using Node.Core.Services;
using Node.Eth.Primitives;

namespace Node.Eth.Chains;

/// <summary>The chains of this node.</summary>
internal sealed class ChainSet : IChainSet
{
    private readonly EthChain[] _chains;

    /// <summary>Takes chains with different ids.</summary>
    public ChainSet(IEnumerable<EthChain> chains) => _chains = [.. chains.OrderBy(chain => chain.Id.Value)];

    /// <inheritdoc/>
    public IReadOnlyList<IEthChain> All => _chains;

    /// <summary>What is to be started, in order.</summary>
    public IReadOnlyList<IService> Services => _chains;

    /// <inheritdoc/>
    public IEthChain? Find(ChainId id) => Array.Find(_chains, chain => chain.Id == id);
}
