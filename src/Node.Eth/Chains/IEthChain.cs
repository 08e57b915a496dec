using Node.Eth.Heads;
using Node.Eth.Logs;
using Node.Eth.Rpc;
using Node.Eth.Transactions;

namespace Node.Eth.Chains;

/// <summary>One chain and what can be done with it.</summary>
public interface IEthChain : IChainEndpoint
{
    /// <summary>Its newest blocks.</summary>
    IHeads Heads { get; }

    /// <inheritdoc/>
    BlockHeader? IChainEndpoint.LatestHead => Heads.Latest;

    /// <summary>Its logs.</summary>
    ILogPoller Logs { get; }

    /// <summary>Takes transactions to be sent.</summary>
    ITxQueue Transactions { get; }
}
