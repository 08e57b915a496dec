using Node.Core.Storage;

namespace Node.Eth.Transactions;


/// <summary>The table <c>eth_tx_attempts</c>. Rows are only added: bytes that were signed are kept for good.</summary>
internal sealed class TxAttemptRepository
{
    private const string Columns = "tx_id, number, purpose, hash, raw, fee_cap, tip, gas_limit";

    /// <summary>Stores signed bytes; to be committed before they are sent.</summary>
    public Task AddAsync(WriteSession session, TxAttempt attempt, DateTimeOffset now)
    {
        const string Sql = """
            INSERT INTO eth_tx_attempts (tx_id, number, purpose, hash, raw, fee_cap, tip, gas_limit, created_at)
            VALUES (@TxId, @Number, @Purpose, @Hash, @Raw, @FeeCap, @Tip, @GasLimit, @now)
            """;
        return session.ExecuteAsync(Sql, new
        {
            attempt.TxId,
            attempt.Number,
            attempt.Purpose,
            attempt.Hash,
            attempt.Raw,
            attempt.FeeCap,
            attempt.Tip,
            attempt.GasLimit,
            now,
        });
    }

    /// <summary>All attempts of some transactions, by transaction and number.</summary>
    public async Task<ILookup<long, TxAttempt>> ListAsync(ReadSession session, IEnumerable<long> txIds)
    {
        var sql = $"""
            SELECT {Columns} FROM eth_tx_attempts
            WHERE {session.Dialect.InNumbers("tx_id", "@ids")}
            ORDER BY tx_id, number
            """;
        var rows = await session.QueryAsync<TxAttempt>(sql, new { ids = NumberList.ToJson(txIds) });
        return rows.ToLookup(row => row.TxId);
    }
}
