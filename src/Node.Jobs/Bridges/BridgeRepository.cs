using System.Text.Json;
using Node.Core.Storage;

namespace Node.Jobs.Bridges;

/// <summary>The table <c>bridges</c>.</summary>
internal sealed class BridgeRepository
{
    private const string Columns =
        "name, url, confirmations, minimum_contract_payment, timeout_micros, incoming_salt, incoming_hash, secrets, created_at, updated_at";

    /// <summary>All, by name.</summary>
    public Task<IReadOnlyList<BridgeRow>> ListAsync(ReadSession session) =>
        session.QueryAsync<BridgeRow>($"SELECT {Columns} FROM bridges ORDER BY name");

    /// <summary>Stores a new one.</summary>
    /// <returns>False when one of that name is there already.</returns>
    public async Task<bool> TryAddAsync(WriteSession session, BridgeRow row) => await session.ExecuteAsync(
        $"""
        INSERT INTO bridges ({Columns})
        VALUES (@Name, @Url, @Confirmations, @MinimumContractPayment, @TimeoutMicros, @IncomingSalt, @IncomingHash, @Secrets, @CreatedAt, @UpdatedAt)
        ON CONFLICT (name) DO NOTHING
        """,
        row) == 1;

    /// <summary>Changes one; its tokens for answers and the time of its creation stay.</summary>
    /// <returns>False when there is none.</returns>
    public async Task<bool> UpdateAsync(WriteSession session, BridgeRow row) => await session.ExecuteAsync(
        """
        UPDATE bridges SET url = @Url, confirmations = @Confirmations, minimum_contract_payment = @MinimumContractPayment,
            timeout_micros = @TimeoutMicros, secrets = @Secrets, updated_at = @UpdatedAt
        WHERE name = @Name
        """,
        row) == 1;

    /// <summary>Removes one.</summary>
    /// <returns>False when there is none.</returns>
    public async Task<bool> RemoveAsync(WriteSession session, string name) =>
        await session.ExecuteAsync("DELETE FROM bridges WHERE name = @name", new { name }) == 1;

    /// <summary>The bridge, which is to be removed in this transaction; null when there is none.</summary>
    public Task<BridgeRow?> TakeAsync(WriteSession session, string name) => session.FirstOrDefaultAsync<BridgeRow>(
        $"SELECT {Columns} FROM bridges WHERE name = @name {session.Dialect.ForUpdate}", new { name });

    /// <summary>Keeps bridges from being removed before the transaction ends.</summary>
    /// <returns>Those of <paramref name="names"/> that are not there.</returns>
    public async Task<IReadOnlyList<string>> HoldAsync(WriteSession session, IReadOnlyCollection<string> names)
    {
        if (names.Count == 0)
        {
            return [];
        }

        var held = await session.QueryAsync<string>(
            $"SELECT name FROM bridges WHERE {session.Dialect.InTexts("name", "@names")} ORDER BY name {session.Dialect.ForKeyShare}",
            new { names = JsonSerializer.Serialize(names) });
        return [.. names.Except(held)];
    }

    /// <summary>How many there are.</summary>
    public Task<long> CountAsync(ReadSession session) => session.SingleAsync<long>("SELECT count(*) FROM bridges");
}
