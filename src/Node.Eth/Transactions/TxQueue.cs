using Node.Core.Storage;
using Node.Eth.Primitives;

namespace Node.Eth.Transactions;

/// <summary>Queues transactions of one chain. Nonce and transaction are taken and stored in the caller's commit.</summary>
#pragma warning disable CA1711 // It is a queue to whoever fills it, whatever collection it is not.
internal sealed class TxQueue(ChainId chain, TxOptions options, TxStore store, WakeSignal senderSignal, TimeProvider time)
    : ITxQueue
#pragma warning restore CA1711
{
    public async Task<TxTicket> EnqueueAsync(WriteSession session, TxRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (TxRequestRules.Check(request, options) is { } refusal)
        {
            throw refusal;
        }

        if (await store.Queries.FindAsync(session, chain, request.Origin) is { } before)
        {
            return Ticket(before);
        }

        var key = await PickKeyAsync(session, request);
        var now = time.GetUtcNow();
        var nonce = await store.Keys.TakeNonceAsync(session, key, chain, now) ?? throw NotEnabled([key]);
        if (await FullAsync(session, key, nonce) is { } full)
        {
            // The caller may go on with its commit: a nonce without a transaction must not be in it.
            await store.Keys.SetNextNonceAsync(session, key, chain, nonce + 1, nonce);
            throw full;
        }

        var id = await store.Txs.TryAddAsync(session, NewTxOf(request, key, nonce, now));
        if (id is null)
        {
            // Another commit stored this origin while we waited for the key; its row lock lets us put the nonce back.
            await store.Keys.SetNextNonceAsync(session, key, chain, nonce + 1, nonce);
            var winner = await store.Queries.FindAsync(session, chain, request.Origin);
            return Ticket(winner ?? throw new InvalidOperationException($"the transaction {request.Origin} vanished"));
        }

        session.AfterCommit(senderSignal.Set, whenUnknown: senderSignal.Set);
        return new TxTicket(id.Value, key, nonce, AlreadyQueued: false);
    }

    private static TxTicket Ticket(TxRow row) => new(row.Id, row.From, row.Nonce, AlreadyQueued: true);

    private async Task<Address> PickKeyAsync(WriteSession session, TxRequest request)
    {
        var enabled = await store.Keys.ListEnabledAsync(session, chain);
        if (enabled.Count == 0)
        {
            throw new TxRefusedException(
                TxRefusal.NoKey, $"chain {chain} has no enabled key to send from: create one with POST /v2/keys/evm and fund it");
        }

        foreach (var key in enabled)
        {
            if (request.FromAny.Count == 0 || request.FromAny.Contains(key.Address))
            {
                return key.Address;
            }
        }

        throw NotEnabled(request.FromAny);
    }

    private async Task<TxRefusedException?> FullAsync(WriteSession session, Address key, long nonce)
    {
        // Unsigned transactions hold the key's highest nonces without a hole, so the distance to the first counts them.
        var queued = await store.Queries.FirstQueuedNonceAsync(session, chain, key) is { } first ? nonce - first : 0;
        return queued < options.QueuedTxMax
            ? null
            : new TxRefusedException(
                TxRefusal.QueueFull,
                $"{queued} transactions of {key} on chain {chain} wait to be signed, and QueuedTxMax is {options.QueuedTxMax}: "
                + "check that the chain is reachable and the key funded, or add keys");
    }

    private NewTx NewTxOf(TxRequest request, Address key, long nonce, DateTimeOffset now) => new()
    {
        ChainId = chain,
        Origin = request.Origin,
        Tag = request.Tag,
        From = key,
        Nonce = nonce,
        To = request.To,
        Data = request.Data,
        Value = request.Value,
        GasLimit = request.GasLimit,
        NotifyAt = request.NotifyAtConfirmations,
        Now = now,
    };

    private TxRefusedException NotEnabled(IEnumerable<Address> asked) => new(
        TxRefusal.KeyNotEnabled,
        $"none of the keys {string.Join(", ", asked.Take(5))} is enabled on chain {chain}: "
        + "see GET /v2/keys/evm for those that are, or create one with POST /v2/keys/evm");
}
