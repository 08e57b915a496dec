using Node.Eth.Primitives;
using Node.Eth.Rpc;

namespace Node.Eth.Chains;

/// <summary>A chain as far as it can be asked: all that pipelines need of one.</summary>
public interface IChainEndpoint
{
    /// <summary>Its id.</summary>
    ChainId Id { get; }

    /// <summary>Its configuration.</summary>
    ChainOptions Options { get; }

    /// <summary>Asks its endpoint.</summary>
    IEthClient Client { get; }

    /// <summary>The highest block that was seen; null when the chain is not followed, or before the first.</summary>
    BlockHeader? LatestHead { get; }
}
