using System.Text.Json;
using Node.Core.Storage;
using Node.Eth.Primitives;

namespace Node.Eth.Transactions;


/// <summary>The reading half of the table <c>eth_txs</c>; <see cref="TxRepository"/> is the changing half.</summary>
internal sealed class TxQueries
{
    private const string Columns = """
        id, chain_id, origin, tag, from_address, nonce, to_address, data, value, gas_limit, state AS state_text, give_up_reason,
        reason, tx_hash, block_number, block_hash, missing_since_block, notify_at, notified_at, sent_at, settled_at, created_at,
        updated_at
        """;

    /// <summary>The transaction with an origin, or null.</summary>
    public Task<TxRow?> FindAsync(ReadSession session, ChainId chain, string origin) => session.FirstOrDefaultAsync<TxRow>(
        $"SELECT {Columns} FROM eth_txs WHERE chain_id = @chain AND origin = @origin", new { chain = (long)chain.Value, origin });

    /// <summary>The lowest nonce of a key that is not signed for, or null.</summary>
    public Task<long?> FirstQueuedNonceAsync(ReadSession session, ChainId chain, Address from) =>
        session.FirstOrDefaultAsync<long?>(
            """
            SELECT nonce FROM eth_txs
            WHERE chain_id = @chain AND state = 'queued' AND from_address = @from AND settled_at IS NULL
            ORDER BY nonce LIMIT 1
            """,
            new { chain = (long)chain.Value, from = from.ToBytes() });

    /// <summary>What a key has to sign or to send, by nonce.</summary>
    public Task<IReadOnlyList<TxRow>> ListToSendAsync(ReadSession session, ChainId chain, Address from, int count) =>
        session.QueryAsync<TxRow>(
            $"""
            SELECT {Columns} FROM eth_txs
            WHERE chain_id = @chain AND state IN ('queued', 'signed') AND from_address = @from AND settled_at IS NULL
            ORDER BY nonce LIMIT @count
            """,
            new { chain = (long)chain.Value, from = from.ToBytes(), count });

    /// <summary>How many of a key's transactions are sent and not mined.</summary>
    public Task<long> CountInFlightAsync(ReadSession session, ChainId chain, Address from) => session.SingleAsync<long>(
        """
        SELECT COUNT(*) FROM eth_txs
        WHERE chain_id = @chain AND state IN ('sent', 'reorged_out') AND from_address = @from AND settled_at IS NULL
        """,
        new { chain = (long)chain.Value, from = from.ToBytes() });

    /// <summary>Whether a key has transactions that are in no block yet.</summary>
    public Task<bool> HasUnminedAsync(ReadSession session, ChainId chain, Address from) => session.SingleAsync<bool>(
        """
        SELECT EXISTS (
            SELECT 1 FROM eth_txs
            WHERE chain_id = @chain AND state IN ('queued', 'signed', 'sent', 'reorged_out') AND from_address = @from
                AND settled_at IS NULL)
        """,
        new { chain = (long)chain.Value, from = from.ToBytes() });

    /// <summary>How many of a key's transactions are in no block yet, and when the oldest of them was queued.</summary>
    public async Task<(long Count, DateTimeOffset? Since)> UnminedAsync(ReadSession session, ChainId chain, Address from)
    {
        const string Sql = """
            SELECT COUNT(*) AS count, MIN(created_at) AS since FROM eth_txs
            WHERE chain_id = @chain AND state IN ('queued', 'signed', 'sent', 'reorged_out') AND from_address = @from
                AND settled_at IS NULL
            """;
        var row = await session.SingleAsync<UnminedRow>(Sql, new { chain = (long)chain.Value, from = from.ToBytes() });
        return (row.Count, row.Since);
    }

    /// <summary>Nonces from <paramref name="fromNonce"/> on that were signed for and are not settled.</summary>
    public Task<IReadOnlyList<long>> ListSignedNoncesAsync(ReadSession session, ChainId chain, Address from, long fromNonce) =>
        session.QueryAsync<long>(
            """
            SELECT nonce FROM eth_txs
            WHERE chain_id = @chain AND from_address = @from AND nonce >= @fromNonce AND settled_at IS NULL AND state <> 'queued'
            ORDER BY nonce
            """,
            new { chain = (long)chain.Value, from = from.ToBytes(), fromNonce });

    /// <summary>Nonces that are given out and not signed for.</summary>
    public Task<IReadOnlyList<long>> ListQueuedNoncesAsync(ReadSession session, ChainId chain, Address from) =>
        session.QueryAsync<long>(
            """
            SELECT nonce FROM eth_txs
            WHERE chain_id = @chain AND state = 'queued' AND from_address = @from AND settled_at IS NULL
            ORDER BY nonce
            """,
            new { chain = (long)chain.Value, from = from.ToBytes() });

    /// <summary>The highest nonce of a key that is settled, or null.</summary>
    public Task<long?> LastSettledNonceAsync(ReadSession session, ChainId chain, Address from) =>
        session.FirstOrDefaultAsync<long?>(
            """
            SELECT nonce FROM eth_txs
            WHERE chain_id = @chain AND from_address = @from AND settled_at IS NOT NULL
            ORDER BY nonce DESC LIMIT 1
            """,
            new { chain = (long)chain.Value, from = from.ToBytes() });

    /// <summary>Signed transactions that are in no block, by key and nonce.</summary>
    public Task<IReadOnlyList<TxRow>> ListPendingAsync(ReadSession session, ChainId chain, int count) =>
        session.QueryAsync<TxRow>(
            $"""
            SELECT {Columns} FROM eth_txs
            WHERE chain_id = @chain AND state IN ('signed', 'sent', 'reorged_out') AND settled_at IS NULL
            ORDER BY from_address, nonce LIMIT @count
            """,
            new { chain = (long)chain.Value, count });

    /// <summary>
    /// Sent transactions that are in no block and were last sent at or before <paramref name="sentBefore"/>, and all that a reorg
    /// threw out.
    /// </summary>
    public Task<IReadOnlyList<TxRow>> ListToRebroadcastAsync(
        ReadSession session, ChainId chain, DateTimeOffset sentBefore, int count) =>
        session.QueryAsync<TxRow>(
            $"""
            SELECT {Columns} FROM eth_txs
            WHERE chain_id = @chain AND state IN ('sent', 'reorged_out') AND settled_at IS NULL
                AND (state = 'reorged_out' OR sent_at <= @sentBefore)
            ORDER BY from_address, nonce LIMIT @count
            """,
            new { chain = (long)chain.Value, sentBefore, count });

    /// <summary>The blocks that hold transactions which are still followed, lowest first.</summary>
    public async Task<IReadOnlyList<(long Number, Hash32 Hash)>> ListOpenBlocksAsync(ReadSession session, ChainId chain)
    {
        const string Sql = """
            SELECT DISTINCT block_number, block_hash FROM eth_txs
            WHERE chain_id = @chain AND settled_at IS NULL AND block_hash IS NOT NULL
            ORDER BY block_number
            """;
        var rows = await session.QueryAsync<TxRow>(Sql, new { chain = (long)chain.Value });
        return [.. rows.Select(row => (row.BlockNumber!.Value, row.Block!.Value))];
    }

    /// <summary>
    /// Transactions whose observers are to be told when the newest block is <paramref name="headNumber"/>, oldest first.
    /// </summary>
    public Task<IReadOnlyList<TxRow>> ListToNotifyAsync(ReadSession session, ChainId chain, long headNumber, int count) =>
        session.QueryAsync<TxRow>(
            $"""
            SELECT {Columns} FROM eth_txs
            WHERE chain_id = @chain AND notify_at IS NOT NULL AND notified_at IS NULL
                AND ((state IN ('mined', 'final', 'reverted', 'failed') AND block_number + notify_at <= @headNumber + 1)
                    OR (state = 'failed' AND block_number IS NULL))
            ORDER BY id LIMIT @count
            """,
            new { chain = (long)chain.Value, headNumber, count });

    /// <summary>The transactions with a tag, oldest first.</summary>
    public Task<IReadOnlyList<TxRow>> ListByTagAsync(ReadSession session, string tag, int count) => session.QueryAsync<TxRow>(
        $"SELECT {Columns} FROM eth_txs WHERE tag = @tag ORDER BY id LIMIT @count", new { tag, count });

    /// <summary>The transactions of several tags, each tag's oldest first, at most <paramref name="count"/> of each.</summary>
    public Task<IReadOnlyList<TxRow>> ListByTagsAsync(ReadSession session, IReadOnlyCollection<string> tags, int count) =>
        session.QueryAsync<TxRow>(
            $"""
            SELECT * FROM (
                SELECT {Columns}, row_number() OVER (PARTITION BY tag ORDER BY id) AS place FROM eth_txs
                WHERE {session.Dialect.InTexts("tag", "@tags")}) AS tagged
            WHERE place <= @count ORDER BY id
            """,
            new { tags = JsonSerializer.Serialize(tags), count = (long)count });

    /// <summary>The tags of transactions that are still followed.</summary>
    public Task<IReadOnlyList<string>> ListUnsettledTagsAsync(ReadSession session) => session.QueryAsync<string>(
        "SELECT DISTINCT tag FROM eth_txs WHERE settled_at IS NULL AND tag IS NOT NULL");

    /// <summary>Transactions with an id below <paramref name="beforeId"/>, newest first.</summary>
    public Task<IReadOnlyList<TxRow>> ListAsync(ReadSession session, long beforeId, int count) => session.QueryAsync<TxRow>(
        $"SELECT {Columns} FROM eth_txs WHERE id < @beforeId ORDER BY id DESC LIMIT @count", new { beforeId, count });

    private sealed class UnminedRow
    {
        public long Count { get; init; }

        public DateTimeOffset? Since { get; init; }
    }
}
