using Node.Core.Storage;
using Node.Eth.Primitives;

namespace Node.Eth.Transactions;


/// <summary>The table <c>eth_key_states</c>.</summary>
internal sealed class KeyStateRepository : IKeyStates
{
    private const string Columns = "address, chain_id, next_nonce, enabled, last_used_at";

    /// <inheritdoc/>
    public Task EnableAsync(WriteSession session, Address address, ChainId chainId)
    {
        const string Sql = """
            INSERT INTO eth_key_states (address, chain_id, next_nonce, enabled)
            VALUES (@address, @chain, 0, @yes)
            ON CONFLICT (address, chain_id) DO UPDATE SET enabled = @yes
            """;
        return session.ExecuteAsync(Sql, new { address = address.ToBytes(), chain = (long)chainId.Value, yes = true });
    }

    /// <summary>Lets a key that the chain has never seen send on it; one that is known, enabled or not, stays as it is.</summary>
    /// <returns>Whether it is new.</returns>
    public async Task<bool> TryAddAsync(WriteSession session, Address address, ChainId chainId)
    {
        const string Sql = """
            INSERT INTO eth_key_states (address, chain_id, next_nonce, enabled)
            VALUES (@address, @chain, 0, @yes)
            ON CONFLICT (address, chain_id) DO NOTHING
            """;
        return await session.ExecuteAsync(Sql, new { address = address.ToBytes(), chain = (long)chainId.Value, yes = true }) == 1;
    }

    /// <inheritdoc/>
    public async Task<bool> DisableAsync(WriteSession session, Address address, ChainId chainId)
    {
        const string Sql = """
            UPDATE eth_key_states SET enabled = @no WHERE address = @address AND chain_id = @chain AND enabled = @yes
            """;
        return await session.ExecuteAsync(
            Sql, new { address = address.ToBytes(), chain = (long)chainId.Value, yes = true, no = false }) == 1;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<KeyState>> ListAsync(ReadSession session, ChainId chainId)
    {
        var rows = await session.QueryAsync<KeyStateRow>(
            $"SELECT {Columns} FROM eth_key_states WHERE chain_id = @chain ORDER BY address",
            new { chain = (long)chainId.Value });
        return [.. rows.Select(row => row.ToState())];
    }

    /// <summary>The keys that may take a transaction, least recently used first.</summary>
    public async Task<IReadOnlyList<KeyState>> ListEnabledAsync(ReadSession session, ChainId chainId)
    {
        const string Sql = $"""
            SELECT {Columns} FROM eth_key_states WHERE chain_id = @chain AND enabled = @yes
            ORDER BY COALESCE(last_used_at, 0), address
            """;
        var rows = await session.QueryAsync<KeyStateRow>(Sql, new { chain = (long)chainId.Value, yes = true });
        return [.. rows.Select(row => row.ToState())];
    }

    /// <summary>Takes the next nonce of an enabled key. Until the commit nobody else can take one from it.</summary>
    /// <returns>The nonce, or null when the key is not enabled any more.</returns>
    public Task<long?> TakeNonceAsync(WriteSession session, Address address, ChainId chainId, DateTimeOffset now)
    {
        const string Sql = """
            UPDATE eth_key_states SET next_nonce = next_nonce + 1, last_used_at = @now
            WHERE address = @address AND chain_id = @chain AND enabled = @yes
            RETURNING next_nonce - 1
            """;
        return session.FirstOrDefaultAsync<long?>(
            Sql, new { address = address.ToBytes(), chain = (long)chainId.Value, yes = true, now });
    }

    /// <summary>Reads the next nonce and keeps others from taking one until the commit.</summary>
    /// <returns>The nonce, or null when the key is not known.</returns>
    public Task<long?> LockAsync(WriteSession session, Address address, ChainId chainId) => session.FirstOrDefaultAsync<long?>(
        $"SELECT next_nonce FROM eth_key_states WHERE address = @address AND chain_id = @chain {session.Dialect.ForUpdate}",
        new { address = address.ToBytes(), chain = (long)chainId.Value });

    /// <summary>Sets the next nonce of a key, whose present one is <paramref name="old"/>.</summary>
    /// <exception cref="InvalidOperationException">It is another one: the caller holds no lock.</exception>
    public async Task SetNextNonceAsync(WriteSession session, Address address, ChainId chainId, long old, long next)
    {
        const string Sql = """
            UPDATE eth_key_states SET next_nonce = @next WHERE address = @address AND chain_id = @chain AND next_nonce = @old
            """;
        if (await session.ExecuteAsync(Sql, new { address = address.ToBytes(), chain = (long)chainId.Value, old, next }) != 1)
        {
            throw new InvalidOperationException($"the next nonce of {address} changed under its lock");
        }
    }

    private sealed class KeyStateRow
    {
        public byte[] Address { get; init; } = [];

        public long ChainId { get; init; }

        public long NextNonce { get; init; }

        public bool Enabled { get; init; }

        public DateTimeOffset? LastUsedAt { get; init; }

        public KeyState ToState() =>
            new(new Address(Address), new ChainId((ulong)ChainId), NextNonce, Enabled, LastUsedAt);
    }
}
