using Microsoft.Extensions.Logging;
using Node.Eth.Primitives;

namespace Node.Eth.Transactions;

/// <summary>What the sending and following of transactions logs.</summary>
internal static partial class TransactionsLog
{
    [LoggerMessage(2400, LogLevel.Debug,
        "Chain {ChainId}: transaction {TxId} of {From}, nonce {Nonce} ({Purpose}, {Hash}) handed over: {Outcome} {Said}")]
    public static partial void Sent(
        ILogger logger, ChainId chainId, long txId, Address from, long nonce,
        string purpose, Hash32 hash, SendOutcome outcome, string said);

    [LoggerMessage(2401, LogLevel.Warning,
        "Chain {ChainId}: the endpoint calls transaction {TxId} {TheirHash}, but its bytes have the hash "
        + "{OurHash}. Do not trust this endpoint")]
    public static partial void OtherHash(ILogger logger, ChainId chainId, long txId, Hash32 ourHash, Hash32 theirHash);

    [LoggerMessage(2402, LogLevel.Warning,
        "Chain {ChainId}: transaction {TxId} of {From} can never be mined, {Outcome}: {Said}. Its nonce "
        + "{Nonce} is freed by an empty "
        + "transfer; check the job's gas limit and the contract")]
    public static partial void GivenUp(
        ILogger logger, ChainId chainId, long txId, Address from, long nonce, SendOutcome outcome, string said);

    [LoggerMessage(2403, LogLevel.Warning,
        "Chain {ChainId}: the nonces of {From} did not fit the chain, which counts {ChainCount}: {Moved} "
        + "unsigned transactions moved, "
        + "{Filled} gaps are filled, the next nonce is {NextNonce}. Make sure that no other program sends from this key")]
    public static partial void NoncesChanged(
        ILogger logger, ChainId chainId, Address from, long chainCount, long nextNonce, int moved, int filled);

    [LoggerMessage(2404, LogLevel.Information, "Chain {ChainId}: key {From} may send here from now on")]
    public static partial void KeyAdded(ILogger logger, ChainId chainId, Address from);

    [LoggerMessage(2405, LogLevel.Warning, "{Reason}. {Advice}")]
    public static partial void Fault(ILogger logger, string reason, string advice);

    [LoggerMessage(2406, LogLevel.Information, "Chain {ChainId}: what was wrong with sending from {From} is over")]
    public static partial void Recovered(ILogger logger, ChainId chainId, Address from);

    [LoggerMessage(2410, LogLevel.Debug,
        "Chain {ChainId}: transaction {TxId} ({Hash}) is {State} in block {BlockNumber} {Reason}")]
    public static partial void Placed(
        ILogger logger, ChainId chainId, long txId, Hash32 hash, TxState state, long blockNumber, string? reason);

    [LoggerMessage(2411, LogLevel.Warning,
        "Chain {ChainId}: block {BlockNumber} {BlockHash} left the chain; its {Count} transactions are sent "
        + "again. Nothing to do unless "
        + "this happens often: then look at the endpoint")]
    public static partial void ReorgedOut(ILogger logger, ChainId chainId, long blockNumber, Hash32 blockHash, int count);

    [LoggerMessage(2412, LogLevel.Error,
        "Chain {ChainId}: transaction {TxId} failed: nonce {Nonce} of {From} was used by a transaction not "
        + "sent by this node. Make sure "
        + "that no other program uses this key")]
    public static partial void Replaced(ILogger logger, ChainId chainId, long txId, long nonce, Address from);

    [LoggerMessage(2413, LogLevel.Error,
        "Chain {ChainId}: an observer of transaction {TxId} failed; it is told again at the next block. "
        + "Report this with the exception")]
    public static partial void ObserverFailed(ILogger logger, Exception exception, ChainId chainId, long txId);

    [LoggerMessage(2414, LogLevel.Debug, "Chain {ChainId}: {Count} transactions in block {BlockNumber} are final")]
    public static partial void Settled(ILogger logger, ChainId chainId, long blockNumber, int count);
}
