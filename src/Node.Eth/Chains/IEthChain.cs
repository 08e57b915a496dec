using Node.Eth.Heads;
using Node.Eth.Logs;
using Node.Eth.Primitives;
using Node.Eth.Rpc;
using Node.Eth.Transactions;

namespace Node.Eth.Chains;

/// <summary>One chain and what can be done with it.</summary>
public interface IEthChain
{
    /// <summary>Its id.</summary>
    ChainId Id { get; }

    /// <summary>Its configuration.</summary>
    ChainOptions Options { get; }

    /// <summary>Asks its endpoint.</summary>
    IEthClient Client { get; }

    /// <summary>Its newest blocks.</summary>
    IHeads Heads { get; }

    /// <summary>Its logs.</summary>
    ILogPoller Logs { get; }

    /// <summary>Takes transactions to be sent.</summary>
    ITxQueue Transactions { get; }
}
