using System.Collections.Immutable;
using Node.Eth.Primitives;
using Node.Eth.Rpc;

namespace Node.Testing.Chain;

/// <summary>A block of the scripted chain with all that follows from it.</summary>
public sealed record ScriptedBlock(
    BlockHeader Header,
    IReadOnlyList<ScriptedTx> Txs,
    IReadOnlyList<TxReceipt> Receipts,
    ImmutableDictionary<Address, ScriptedAccount> State)
{
    /// <summary>All logs of the block, in order.</summary>
    public IEnumerable<EthLog> Logs => Receipts.SelectMany(receipt => receipt.Logs);
}
