using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Node.Core.Storage;
using Node.Eth.Primitives;
using Node.Eth.Rpc;

namespace Node.Eth.Transactions;

/// <summary>Makes a key's stored nonces fit the chain: forward when the chain is ahead, closed up when a gap stays.</summary>
internal sealed class NonceKeeper(
    ChainId chain, TxStore store, IEthClient client, TxOptions options, TimeProvider time, ILogger<NonceKeeper> logger)
{
    /// <summary>Compares and repairs.</summary>
    /// <exception cref="RpcException">The chain gave no answer.</exception>
    public async Task CheckAsync(KeyLane lane, CancellationToken cancellationToken)
    {
        var count = await client.GetTransactionCountAsync(lane.Address, BlockTag.Latest, cancellationToken);
        var seen = await store.Database.ReadAsync(session => ReadAsync(session, lane.Address, count), cancellationToken);
        var now = time.GetUtcNow();
        if (NoncePlan.FastForward(seen.Next, count, seen.Signed, seen.Queued).IsNeeded(seen.Next))
        {
            await ChangeAsync(lane, count, closesGaps: false, cancellationToken);
        }

        lane.NonceFault = null;
        if (seen.SettledMax >= count)
        {
            lane.NonceFault = new HealthFault(
                $"chain {chain} counts {count} transactions of {lane.Address}, but nonce {seen.SettledMax} was final",
                "The endpoint lags or serves another chain with this id; if the chain was started anew, "
                + "start with a new database too.");
        }

        if (!NoncePlan.HasGap(seen.Floor(count), seen.Signed, seen.Queued))
        {
            lane.GapSince = null;
        }
        else if (now - (lane.GapSince ??= now) >= options.GapHealAfter)
        {
            lane.NonceFault = await ChangeAsync(lane, count, closesGaps: true, cancellationToken);
            lane.GapSince = null;
        }

        lane.NoncesCheckedAt = now;
    }

    private async Task<HealthFault?> ChangeAsync(KeyLane lane, long count, bool closesGaps, CancellationToken cancellationToken)
    {
        var (change, fault) = await store.Database.WriteAsync(
            async session =>
            {
                // The key's row is locked first: nobody takes a nonce while the others move.
                await store.Keys.LockAsync(session, lane.Address, chain);
                var seen = await ReadAsync(session, lane.Address, count);
                var plan = closesGaps
                    ? NoncePlan.CloseGaps(seen.Floor(count), seen.Signed, seen.Queued)
                    : NoncePlan.FastForward(seen.Next, count, seen.Signed, seen.Queued);
                if (plan.Gaps.Count > options.GapHealMax)
                {
                    return (null, TooManyGaps(lane.Address, plan));
                }

                await ApplyAsync(session, lane.Address, seen.Next, plan);
                return ((NonceChange?)plan, (HealthFault?)null);
            },
            cancellationToken);
        if (change is not null)
        {
            TransactionsLog.NoncesChanged(
                logger, chain, lane.Address, count, change.NextNonce, change.Moves.Count, change.Gaps.Count);
        }

        return fault;
    }

    private async Task ApplyAsync(WriteSession session, Address address, long storedNext, NonceChange plan)
    {
        var now = time.GetUtcNow();
        foreach (var move in plan.Moves)
        {
            await store.Txs.ParkAsync(session, chain, address, move);
        }

        foreach (var move in plan.Moves)
        {
            if (await store.Txs.RenumberAsync(session, chain, address, move, now) != 1)
            {
                throw new InvalidOperationException(
                    $"the transaction with nonce {move.Old} of {address} was signed while its nonce moved");
            }
        }

        foreach (var gap in plan.Gaps)
        {
            await store.Txs.TryAddAsync(session, new NewTx
            {
                ChainId = chain,
                Origin = $"gap:{address}:{gap}:{now.ToUnixTimeMilliseconds()}",
                From = address,
                Nonce = gap,
                To = address,
                GasLimit = options.CancelGasLimit,
                Now = now,
            });
        }

        if (plan.NextNonce != storedNext)
        {
            await store.Keys.SetNextNonceAsync(session, address, chain, storedNext, plan.NextNonce);
        }
    }

    private async Task<NonceView> ReadAsync(ReadSession session, Address address, long count)
    {
        var states = await store.Keys.ListAsync(session, chain);
        return new NonceView(
            states.First(state => state.Address == address).NextNonce,
            await store.Queries.ListSignedNoncesAsync(session, chain, address, count),
            await store.Queries.ListQueuedNoncesAsync(session, chain, address),
            await store.Queries.LastSettledNonceAsync(session, chain, address) ?? -1);
    }

    private HealthFault TooManyGaps(Address address, NonceChange plan) => new(
        $"{plan.Gaps.Count} nonces of {address} on chain {chain} from {plan.Gaps[0]} on were never used, more than GapHealMax of "
        + $"{options.GapHealMax}",
        "Check that the endpoint told the truth about the account's nonce; raise GapHealMax to fill the gaps with transfers.");

    private sealed record NonceView(long Next, IReadOnlyList<long> Signed, IReadOnlyList<long> Queued, long SettledMax)
    {
        // What was final is used, whatever an endpoint that lags says.
        public long Floor(long count) => Math.Max(count, SettledMax + 1);
    }
}
