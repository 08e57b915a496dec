using Microsoft.Extensions.Logging;
using Node.Eth.Heads;
using Node.Eth.Primitives;
using Node.Eth.Rpc;

namespace Node.Eth.Transactions;

/// <summary>
/// Watches the blocks that hold our transactions: one that leaves the chain gives them back, one that is deep enough makes them
/// final.
/// </summary>
internal sealed class BlockFollower(
    ChainId chain, TxStore store, IEthClient client, int finalityDepth, TimeProvider time, ILogger<BlockFollower> logger)
{
    /// <summary>Looks at every such block.</summary>
    /// <exception cref="RpcException">The chain gave no answer.</exception>
    public async Task FollowAsync(HeadChain heads, CancellationToken cancellationToken)
    {
        var blocks = await store.Database.ReadAsync(
            session => store.Queries.ListOpenBlocksAsync(session, chain), cancellationToken);
        foreach (var (number, hash) in blocks)
        {
            var standing = BlockRule.StandingOf(heads, number, hash);
            if (standing == BlockStanding.TooOldToTell)
            {
                standing = await AskAsync(number, hash, cancellationToken);
            }

            if (standing == BlockStanding.Gone)
            {
                var count = await store.Database.WriteAsync(
                    session => store.Txs.MarkReorgedOutAsync(session, chain, hash, time.GetUtcNow()), cancellationToken);
                TransactionsLog.ReorgedOut(logger, chain, number, hash, count);
            }
            else if (standing == BlockStanding.Canonical && heads.DepthOf(number) >= finalityDepth)
            {
                var count = await store.Database.WriteAsync(
                    session => store.Txs.SettleAsync(session, chain, hash, time.GetUtcNow()), cancellationToken);
                TransactionsLog.Settled(logger, chain, number, count);
            }
        }
    }

    /// <summary>Whether a block is canonical, by the heads or, where they do not reach, by the endpoint.</summary>
    /// <exception cref="RpcException">The chain gave no answer.</exception>
    public async Task<bool> IsCanonicalAsync(HeadChain heads, long number, Hash32 hash, CancellationToken cancellationToken)
    {
        var standing = BlockRule.StandingOf(heads, number, hash);
        standing = standing == BlockStanding.TooOldToTell ? await AskAsync(number, hash, cancellationToken) : standing;
        return standing == BlockStanding.Canonical;
    }

    // An endpoint that does not have the height may lag: that proves nothing.
    private async Task<BlockStanding> AskAsync(long number, Hash32 hash, CancellationToken cancellationToken)
    {
        var header = await client.GetHeaderAsync(BlockTag.Number(number), cancellationToken);
        return header is null ? BlockStanding.TooOldToTell : header.Hash == hash ? BlockStanding.Canonical : BlockStanding.Gone;
    }
}
