using Node.Core.Storage;
using Node.Eth.Primitives;

namespace Node.Eth.Keys;

/// <summary>The tables <c>eth_keyring</c>, of one row at most, and <c>eth_keys</c>. Sees only what is encrypted.</summary>
internal static class KeyRepository
{
    static KeyRepository() => EthTypeHandlers.Register();

    /// <summary>The encrypted master secret, or null before the first key.</summary>
    public static Task<string?> FindMasterAsync(ReadSession session) =>
        session.FirstOrDefaultAsync<string>("SELECT master_json FROM eth_keyring WHERE id = 1");

    /// <summary>Stores the encrypted master secret.</summary>
    /// <returns>False when there is one already, which stays.</returns>
    public static async Task<bool> TryAddMasterAsync(WriteSession session, string masterJson, DateTimeOffset createdAt) =>
        await session.ExecuteAsync(
            """
            INSERT INTO eth_keyring (id, master_json, created_at) VALUES (1, @masterJson, @createdAt)
            ON CONFLICT (id) DO NOTHING
            """,
            new { masterJson, createdAt }) == 1;

    /// <summary>All keys by address.</summary>
    public static Task<IReadOnlyList<KeyRow>> ListAsync(ReadSession session) =>
        session.QueryAsync<KeyRow>("SELECT address, key_json, created_at FROM eth_keys ORDER BY address");

    /// <summary>One key, or null.</summary>
    public static Task<KeyRow?> FindAsync(ReadSession session, Address address) =>
        session.FirstOrDefaultAsync<KeyRow>(
            "SELECT address, key_json, created_at FROM eth_keys WHERE address = @address", new { address });

    /// <summary>Stores a key.</summary>
    /// <returns>False when a key of this address is there already, which stays.</returns>
    public static async Task<bool> TryAddAsync(WriteSession session, Address address, string keyJson, DateTimeOffset createdAt) =>
        await session.ExecuteAsync(
            """
            INSERT INTO eth_keys (address, key_json, created_at) VALUES (@address, @keyJson, @createdAt)
            ON CONFLICT (address) DO NOTHING
            """,
            new { address, keyJson, createdAt }) == 1;
}
