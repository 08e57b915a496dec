using Node.Core.Storage;

namespace Node.Eth.Keys;

/// <summary>The table <c>vrf_keys</c>. Sees only what is encrypted. A key is known by the 33 bytes of its public half.</summary>
internal static class VrfKeyRepository
{
    /// <summary>All keys that are not deleted, oldest first.</summary>
    public static Task<IReadOnlyList<VrfKeyRow>> ListAsync(ReadSession session) => session.QueryAsync<VrfKeyRow>(
        "SELECT public_key, key_json, created_at FROM vrf_keys WHERE deleted_at IS NULL ORDER BY created_at, public_key");

    /// <summary>One key that is not deleted, or null.</summary>
    public static Task<VrfKeyRow?> FindAsync(ReadSession session, byte[] publicKey) => session.FirstOrDefaultAsync<VrfKeyRow>(
        "SELECT public_key, key_json, created_at FROM vrf_keys WHERE public_key = @publicKey AND deleted_at IS NULL", new { publicKey });

    /// <summary>Stores a key, in place of one that is deleted.</summary>
    /// <returns>False when the key is there already.</returns>
    public static async Task<bool> TryAddAsync(WriteSession session, byte[] publicKey, string keyJson, DateTimeOffset createdAt) =>
        await session.ExecuteAsync(
            """
            INSERT INTO vrf_keys (public_key, key_json, created_at) VALUES (@publicKey, @keyJson, @createdAt)
            ON CONFLICT (public_key) DO UPDATE SET key_json = @keyJson, created_at = @createdAt, deleted_at = NULL
            WHERE vrf_keys.deleted_at IS NOT NULL
            """,
            new { publicKey, keyJson, createdAt }) == 1;

    /// <summary>Marks a key deleted.</summary>
    public static Task HideAsync(WriteSession session, byte[] publicKey, DateTimeOffset deletedAt) =>
        session.ExecuteAsync("UPDATE vrf_keys SET deleted_at = @deletedAt WHERE public_key = @publicKey", new { publicKey, deletedAt });

    /// <summary>Deletes a key for good.</summary>
    public static Task RemoveAsync(WriteSession session, byte[] publicKey) =>
        session.ExecuteAsync("DELETE FROM vrf_keys WHERE public_key = @publicKey", new { publicKey });
}
