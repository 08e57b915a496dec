using Node.Core.Services;
using Node.Core.Tracing;
using Node.Eth.Fees;
using Node.Eth.Primitives;
using Node.Eth.Rpc;

namespace Node.Eth.Transactions;

/// <summary>
/// Signs and sends what one key has waiting, in the order of nonces; nothing goes out before what is in front of it.
/// </summary>
internal sealed class KeyRound(
    ChainId chain,
    TxStore store,
    IEthClient client,
    FeeSource fees,
    AttemptMaker maker,
    RawSender sender,
    GiveUp giveUp,
    TxOptions options,
    TimeProvider time,
    Traces? traces = null)
{
    /// <summary>How many transactions are signed in one commit.</summary>
    public const int SignBatchMax = 32;

    /// <summary>Sends until nothing is left or something stands in the way, which is then the lane's fault.</summary>
    /// <exception cref="RpcException">The chain gave no answer to a question; what was sent is recorded.</exception>
    public async Task RunAsync(KeyLane lane, CancellationToken cancellationToken)
    {
        while (true)
        {
            var batch = await ReadAsync(lane.Address, cancellationToken);
            if (batch.Count == 0)
            {
                lane.SendFault = null;
                return;
            }

            var ready = await SignAsync(lane, batch, cancellationToken);
            if (ready.Count == 0 || !await SendAsync(lane, ready, cancellationToken))
            {
                return;
            }

            lane.SendFault = null;
        }
    }

    private Task<List<(TxRow Tx, List<TxAttempt> Attempts)>> ReadAsync(Address key, CancellationToken cancellationToken) =>
        store.Database.ReadAsync(
            async session =>
            {
                var room = options.InFlightMax - await store.Queries.CountInFlightAsync(session, chain, key);
                var count = (int)Math.Clamp(room, 0, SignBatchMax);
                var txs = count == 0 ? [] : await store.Queries.ListToSendAsync(session, chain, key, count);
                var attempts = await store.Attempts.ListAsync(
                    session, txs.Where(tx => tx.State != TxState.Queued).Select(tx => tx.Id));
                return txs.Select(tx => (tx, attempts[tx.Id].ToList())).ToList();
            },
            cancellationToken);

    // The transactions up to the first that cannot be signed now. Signed bytes are durable when this returns.
    private async Task<List<(TxRow Tx, List<TxAttempt> Attempts)>> SignAsync(
        KeyLane lane, List<(TxRow Tx, List<TxAttempt> Attempts)> batch, CancellationToken cancellationToken)
    {
        var signed = batch.TakeWhile(entry => entry.Tx.State != TxState.Queued).ToList();
        var queued = batch.Skip(signed.Count).ToList();
        if (queued.Count == 0)
        {
            return signed;
        }

        var decision = await fees.GetAsync(cancellationToken);
        if (decision.Quote is not { } quote)
        {
            lane.SendFault = decision.Refusal;
            return signed;
        }

        foreach (var (tx, attempts) in queued)
        {
            using var span = traces?.Begin("transaction sign", tx.Tag);
            span?.SetTag("transaction.id", tx.Id).SetTag("transaction.nonce", tx.Nonce);
            attempts.Add(await maker.CallAsync(tx, quote, cancellationToken));
        }

        var now = time.GetUtcNow();
        await store.Database.WriteAsync(
            async session =>
            {
                foreach (var (tx, attempts) in queued)
                {
                    if (!await store.Txs.TryMarkSignedAsync(session, tx, attempts[0].TxHash, now))
                    {
                        throw new InvalidOperationException($"transaction {tx.Id} changed while it was being signed");
                    }

                    await store.Attempts.AddAsync(session, attempts[0], now);
                }
            },
            cancellationToken);
        var isSigned = TxStateText.Of(TxState.Signed);
        return [.. signed, .. queued.Select(entry => (entry.Tx with { StateText = isSigned }, entry.Attempts))];
    }

    // False: something stands in the way.
    private async Task<bool> SendAsync(
        KeyLane lane, List<(TxRow Tx, List<TxAttempt> Attempts)> ready, CancellationToken cancellationToken)
    {
        List<TxRow> sent = [];
        try
        {
            foreach (var (tx, attempts) in ready)
            {
                var answer = await sender.SendAsync(tx, attempts[^1], cancellationToken);
                switch (answer.Step)
                {
                    case SendStep.CountAsSent:
                        sent.Add(tx);
                        break;
                    case SendStep.GiveUp when !attempts[^1].IsCancel:
                        var refused = await giveUp.TryAsync(tx, attempts, answer, cancellationToken);
                        lane.SendFault = refused?.Refusal;
                        return refused is null;
                    default:
                        lane.SendFault = await FaultAsync(tx, attempts[^1], answer, cancellationToken);
                        if (answer.Outcome == SendOutcome.NonceTooHigh)
                        {
                            lane.NoncesCheckedAt = null;
                        }

                        return false;
                }

                if (answer.Outcome == SendOutcome.NonceTooLow)
                {
                    // Somebody else may use this key: look before the next is signed.
                    lane.NoncesCheckedAt = null;
                }
            }

            return true;
        }
        finally
        {
            await MarkSentAsync(sent);
        }
    }

    // Not cancelled with the round: what went out is worth recording, and only costs another sending when it is not.
    private async Task MarkSentAsync(List<TxRow> sent)
    {
        if (sent.Count == 0)
        {
            return;
        }

        var now = time.GetUtcNow();
        await store.Database.WriteAsync(
            async session =>
            {
                foreach (var tx in sent)
                {
                    // A row that is not "signed" any more was seen mined in the meantime.
                    await store.Txs.TryMarkSentAsync(session, tx, now);
                }
            },
            CancellationToken.None);
    }

    private async Task<HealthFault> FaultAsync(
        TxRow tx, TxAttempt attempt, SendAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.Step == SendStep.GiveUp)
        {
            return SendFaults.CannotCancel(chain, tx, answer);
        }

        if (answer.Outcome != SendOutcome.InsufficientFunds)
        {
            return SendFaults.Waiting(chain, tx, answer);
        }

        var value = attempt.IsCancel ? 0 : tx.Wei;
        var need = (attempt.GasLimit * UInt256Bytes.Read(attempt.FeeCap)) + value;
        return SendFaults.NoFunds(chain, tx, await client.GetBalanceAsync(tx.From, BlockTag.Latest, cancellationToken), need);
    }
}
