using Node.Core.Storage;
using Node.Eth.Primitives;

namespace Node.Eth.Transactions;


/// <summary>
/// The changing half of the table <c>eth_txs</c>; <see cref="TxQueries"/> is the reading half. No other type names that table in
/// SQL.
/// </summary>
/// <remarks>
/// Each change names the state it starts from. Changing no row means that somebody else was first: nothing is written.
/// </remarks>
/// <param name="metrics">Is told of each change when it is committed; null for nobody.</param>
internal sealed class TxRepository(TxMetrics? metrics = null)
{
    /// <summary>Stores a queued transaction.</summary>
    /// <returns>Its id, or null when the origin is taken.</returns>
    public async Task<long?> TryAddAsync(WriteSession session, NewTx tx)
    {
        const string Sql = """
            INSERT INTO eth_txs (chain_id, origin, tag, from_address, nonce, to_address, data, value, gas_limit, state,
                notify_at, created_at, updated_at)
            VALUES (@chain, @origin, @tag, @from, @nonce, @to, @data, @value, @gas, 'queued', @notifyAt, @now, @now)
            ON CONFLICT (chain_id, origin) DO NOTHING
            RETURNING id
            """;
        var id = await session.FirstOrDefaultAsync<long?>(Sql, new
        {
            chain = (long)tx.ChainId.Value,
            origin = tx.Origin,
            tag = tx.Tag,
            from = tx.From.ToBytes(),
            nonce = tx.Nonce,
            to = tx.To.ToBytes(),
            data = tx.Data,
            value = UInt256Bytes.Of(tx.Value),
            gas = tx.GasLimit,
            notifyAt = tx.NotifyAt,
            now = tx.Now,
        });
        metrics?.Enters(session, TxState.Queued, id is null ? 0 : 1);
        return id;
    }

    /// <summary>
    /// Gives a never-signed transaction another nonce. To be called for all of a plan between <see cref="ParkAsync"/> and the
    /// commit.
    /// </summary>
    public Task<int> RenumberAsync(WriteSession session, ChainId chain, Address from, NonceMove move, DateTimeOffset now)
    {
        const string Sql = """
            UPDATE eth_txs SET nonce = @next, updated_at = @now
            WHERE chain_id = @chain AND from_address = @from AND nonce = @parked AND state = 'queued'
            """;
        return session.ExecuteAsync(
            Sql, new { chain = (long)chain.Value, from = from.ToBytes(), parked = -1 - move.Old, next = move.New, now });
    }

    /// <summary>Takes a never-signed transaction off its nonce, so that others can move there in any order.</summary>
    public Task<int> ParkAsync(WriteSession session, ChainId chain, Address from, NonceMove move)
    {
        const string Sql = """
            UPDATE eth_txs SET nonce = @parked
            WHERE chain_id = @chain AND from_address = @from AND nonce = @old AND state = 'queued'
            """;
        return session.ExecuteAsync(
            Sql, new { chain = (long)chain.Value, from = from.ToBytes(), old = move.Old, parked = -1 - move.Old });
    }

    /// <summary>The signed bytes are stored in the same commit.</summary>
    public Task<bool> TryMarkSignedAsync(WriteSession session, TxRow tx, Hash32 hash, DateTimeOffset now)
    {
        TxStateMachine.Require(tx.State, TxState.Signed);
        const string Sql = """
            UPDATE eth_txs SET state = 'signed', tx_hash = @hash, updated_at = @now
            WHERE id = @id AND state = @was AND nonce = @nonce
            """;
        return EnterAsync(session, TxState.Signed, Sql, new { id = tx.Id, was = tx.StateText, nonce = tx.Nonce, hash = hash.ToBytes(), now });
    }

    /// <summary>An endpoint has it, or had it once more.</summary>
    public Task<bool> TryMarkSentAsync(WriteSession session, TxRow tx, DateTimeOffset now)
    {
        if (tx.State != TxState.Sent)
        {
            TxStateMachine.Require(tx.State, TxState.Sent);
        }

        const string Sql = "UPDATE eth_txs SET state = 'sent', sent_at = @now, updated_at = @now WHERE id = @id AND state = @was";
        var args = new { id = tx.Id, was = tx.StateText, now };
        return tx.State == TxState.Sent ? OneAsync(session, Sql, args) : EnterAsync(session, TxState.Sent, Sql, args);
    }

    /// <summary>A rebroadcast did not get through; the next is due as if it had.</summary>
    public Task<bool> TryPostponeAsync(WriteSession session, TxRow tx, DateTimeOffset now)
    {
        const string Sql = "UPDATE eth_txs SET sent_at = @now WHERE id = @id AND state = @was";
        return OneAsync(session, Sql, new { id = tx.Id, was = tx.StateText, now });
    }

    /// <summary>Its call can never be mined; an attempt that only frees the nonce is stored in the same commit.</summary>
    public async Task<bool> TryGiveUpAsync(WriteSession session, TxRow tx, Hash32 cancelHash, string reason, DateTimeOffset now)
    {
        const string Sql = """
            UPDATE eth_txs SET give_up_reason = @reason, tx_hash = @hash, updated_at = @now
            WHERE id = @id AND state = @was AND state IN ('signed', 'sent', 'reorged_out') AND give_up_reason IS NULL
            """;
        var isGivenUp = await OneAsync(session, Sql, new { id = tx.Id, was = tx.StateText, hash = cancelHash.ToBytes(), reason, now });
        if (isGivenUp)
        {
            metrics?.GivesUp(session);
        }

        return isGivenUp;
    }

    /// <summary>One of its attempts is in a canonical block.</summary>
    /// <param name="session">The commit.</param>
    /// <param name="tx">The transaction as it was read.</param>
    /// <param name="to">Mined, Reverted, or Failed when the attempt only freed the nonce.</param>
    /// <param name="placed">The attempt's hash and its block.</param>
    /// <param name="reason">Why it reverted or failed.</param>
    /// <param name="now">The time of the change.</param>
    public async Task<bool> TryMarkMinedAsync(
        WriteSession session, TxRow tx, TxState to, TxPlace placed, string? reason, DateTimeOffset now)
    {
        TxStateMachine.Require(tx.State, to);
        const string Sql = """
            UPDATE eth_txs SET state = @state, tx_hash = @hash, block_number = @number, block_hash = @block, reason = @reason,
                missing_since_block = NULL, updated_at = @now
            WHERE id = @id AND state = @was
            """;
        var isMined = await EnterAsync(session, to, Sql, new
        {
            id = tx.Id,
            was = tx.StateText,
            state = TxStateText.Of(to),
            hash = placed.TxHash.ToBytes(),
            number = placed.BlockNumber,
            block = placed.BlockHash.ToBytes(),
            reason,
            now,
        });
        if (isMined)
        {
            metrics?.Mines(session, now - tx.CreatedAt);
        }

        return isMined;
    }

    /// <summary>Its nonce was used by something we did not sign. Nothing can follow.</summary>
    public async Task<bool> TryMarkReplacedAsync(WriteSession session, TxRow tx, string reason, DateTimeOffset now)
    {
        TxStateMachine.Require(tx.State, TxState.Failed);
        const string Sql = """
            UPDATE eth_txs SET state = 'failed', reason = @reason, tx_hash = NULL, settled_at = @now, updated_at = @now
            WHERE id = @id AND state = @was AND settled_at IS NULL
            """;
        var isReplaced = await EnterAsync(session, TxState.Failed, Sql, new { id = tx.Id, was = tx.StateText, reason, now });
        if (isReplaced)
        {
            metrics?.Settles(session, 1);
        }

        return isReplaced;
    }

    /// <summary>Notes since which block its nonce counts as used without a receipt of ours; null when that ended.</summary>
    public Task<bool> TryMarkMissingAsync(WriteSession session, TxRow tx, long? sinceBlock)
    {
        const string Sql = "UPDATE eth_txs SET missing_since_block = @sinceBlock WHERE id = @id AND state = @was";
        return OneAsync(session, Sql, new { id = tx.Id, was = tx.StateText, sinceBlock });
    }

    /// <summary>A block left the canonical chain: what was in it is to be sent again.</summary>
    /// <returns>How many transactions were in it.</returns>
    public async Task<int> MarkReorgedOutAsync(WriteSession session, ChainId chain, Hash32 block, DateTimeOffset now)
    {
        const string Sql = """
            UPDATE eth_txs SET state = 'reorged_out', block_number = NULL, block_hash = NULL, reason = NULL, updated_at = @now
            WHERE chain_id = @chain AND block_hash = @block AND settled_at IS NULL AND state IN ('mined', 'reverted', 'failed')
            """;
        var count = await session.ExecuteAsync(Sql, new { chain = (long)chain.Value, block = block.ToBytes(), now });
        metrics?.Enters(session, TxState.ReorgedOut, count);
        return count;
    }

    /// <summary>A canonical block is as deep as finality: what is in it is followed no longer.</summary>
    /// <returns>How many transactions are in it.</returns>
    public async Task<int> SettleAsync(WriteSession session, ChainId chain, Hash32 block, DateTimeOffset now)
    {
        const string Sql = """
            UPDATE eth_txs SET state = CASE WHEN state = 'mined' THEN 'final' ELSE state END, settled_at = @now, updated_at = @now
            WHERE chain_id = @chain AND block_hash = @block AND settled_at IS NULL AND state IN ('mined', 'reverted', 'failed')
            """;
        var count = await session.ExecuteAsync(Sql, new { chain = (long)chain.Value, block = block.ToBytes(), now });
        metrics?.Settles(session, count);
        return count;
    }

    /// <summary>Its observers are told in the same commit.</summary>
    public Task<bool> TryMarkNotifiedAsync(WriteSession session, TxRow tx, DateTimeOffset now)
    {
        const string Sql = """
            UPDATE eth_txs SET notified_at = @now
            WHERE id = @id AND notified_at IS NULL AND state = @was AND COALESCE(block_number, -1) = COALESCE(@number, -1)
            """;
        return OneAsync(session, Sql, new { id = tx.Id, was = tx.StateText, number = tx.BlockNumber, now });
    }

    private async Task<bool> EnterAsync(WriteSession session, TxState state, string sql, object args)
    {
        var isChanged = await OneAsync(session, sql, args);
        metrics?.Enters(session, state, isChanged ? 1 : 0);
        return isChanged;
    }

    private static async Task<bool> OneAsync(WriteSession session, string sql, object args) =>
        await session.ExecuteAsync(sql, args) == 1;
}
