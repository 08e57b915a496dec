using Node.Eth.Primitives;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Model;

/// <summary>A transaction that a task wants sent.</summary>
/// <param name="TaskName">The task.</param>
/// <param name="ChainId">The chain.</param>
/// <param name="From">Addresses that may send it; empty for any enabled key of the chain.</param>
/// <param name="To">The contract or account.</param>
/// <param name="Data">The call data; not to be changed.</param>
/// <param name="GasLimit">Gas.</param>
/// <param name="MinConfirmations">Blocks on top after which the task goes on with the receipt; 0 = it does not wait.</param>
/// <param name="FailOnRevert">Whether a reverted transaction is an error of the task.</param>
/// <param name="Meta">The task's <c>txMeta</c>: a map, which a dry run shows and nobody stores.</param>
public sealed record TxIntent(
    string TaskName,
    ChainId ChainId,
    IReadOnlyList<Address> From,
    Address To,
    byte[] Data,
    long GasLimit,
    int MinConfirmations,
    bool FailOnRevert,
    PipelineValue Meta);
