using Node.Eth.Chains;
using Node.Eth.Primitives;

namespace Node.Commands;

/// <summary>No chain: what reads a spec asks for none, and a task that asks gets "not configured".</summary>
internal sealed class NoChains : IChainEndpoints
{
    public IReadOnlyList<IChainEndpoint> All => [];

    public IChainEndpoint? Find(ChainId id) => null;
}
