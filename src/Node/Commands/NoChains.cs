using Node.Eth.Chains;
using Node.Eth.Primitives;

namespace Node.Commands;

/// <summary>No chain: what reads a spec asks for none, and a task of a dry run that asks gets "not configured".</summary>
internal sealed class NoChains : IChainSet
{
    public IReadOnlyList<IEthChain> All => [];

    public IEthChain? Find(ChainId id) => null;
}
