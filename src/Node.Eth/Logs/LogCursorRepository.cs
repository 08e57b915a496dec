using Node.Core.Storage;
using Node.Eth.Primitives;

namespace Node.Eth.Logs;

/// <summary>Owns the table <c>log_cursors</c>.</summary>
internal static class LogCursorRepository
{
    private const string Columns = "id, name, next_block, first_block, last_hash";

    /// <summary>All cursors of a chain.</summary>
    public static Task<IReadOnlyList<LogCursor>> ListAsync(ReadSession session, ChainId chain) =>
        session.QueryAsync<LogCursor>(
            $"SELECT {Columns} FROM log_cursors WHERE chain_id = @Chain ORDER BY id", new { Chain = (long)chain.Value });

    /// <summary>The cursor of a name; a new one begins at <paramref name="nextBlock"/>.</summary>
    public static Task<LogCursor> AddAsync(WriteSession session, ChainId chain, string name, long? nextBlock) =>
        session.SingleAsync<LogCursor>(
        $"""
        INSERT INTO log_cursors (chain_id, name, next_block, first_block) VALUES (@Chain, @Name, @NextBlock, @NextBlock)
        ON CONFLICT (chain_id, name) DO UPDATE SET name = excluded.name
        RETURNING {Columns}
        """,
        new { Chain = (long)chain.Value, Name = name, NextBlock = nextBlock });

    /// <summary>Moves cursors, forward or back, all to the same place.</summary>
    public static Task<int> MoveAsync(WriteSession session, IEnumerable<long> ids, long nextBlock, Hash32? lastHash) =>
        session.ExecuteAsync(
        $"""
        UPDATE log_cursors SET next_block = @NextBlock, first_block = COALESCE(first_block, @NextBlock), last_hash = @LastHash
        WHERE {session.Dialect.InNumbers("id", "@Ids")}
        """,
        new { Ids = NumberList.ToJson(ids), NextBlock = nextBlock, LastHash = lastHash?.ToBytes() });

    /// <summary>Drops the cursor of a name; gives back how many there were.</summary>
    public static Task<int> DeleteAsync(WriteSession session, ChainId chain, string name) => session.ExecuteAsync(
        "DELETE FROM log_cursors WHERE chain_id = @Chain AND name = @Name", new { Chain = (long)chain.Value, Name = name });

    /// <summary>Drops the cursors of a name on all chains.</summary>
    public static Task DeleteAsync(WriteSession session, string name) =>
        session.ExecuteAsync("DELETE FROM log_cursors WHERE name = @Name", new { Name = name });
}
