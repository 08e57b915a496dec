using Node.Core.Storage;

namespace Node.Jobs.Types.Webhook.Initiators;

/// <summary>The table <c>external_initiators</c>.</summary>
internal sealed class InitiatorRepository
{
    private const string Columns = "id, name, url, access_key, salt, secret_hash, outgoing, created_at";

    /// <summary>Stores an initiator.</summary>
    /// <returns>Its number, or null when the name is taken.</returns>
    public Task<long?> TryAddAsync(WriteSession session, Initiator initiator) => session.FirstOrDefaultAsync<long?>(
        """
        INSERT INTO external_initiators (name, url, access_key, salt, secret_hash, outgoing, created_at)
        VALUES (@Name, @Url, @AccessKey, @Salt, @SecretHash, @Outgoing, @CreatedAt)
        ON CONFLICT (name) DO NOTHING
        RETURNING id
        """,
        new
        {
            initiator.Name,
            initiator.Url,
            initiator.AccessKey,
            initiator.Salt,
            initiator.SecretHash,
            initiator.Outgoing,
            initiator.CreatedAt,
        });

    /// <summary>How many there are.</summary>
    public Task<long> CountAsync(ReadSession session) => session.SingleAsync<long>("SELECT count(*) FROM external_initiators");

    /// <summary>All, by name.</summary>
    public Task<IReadOnlyList<Initiator>> ListAsync(ReadSession session) =>
        session.QueryAsync<Initiator>($"SELECT {Columns} FROM external_initiators ORDER BY name");

    /// <summary>Removes one.</summary>
    /// <returns>Its number, or null when there is none.</returns>
    public Task<long?> RemoveAsync(WriteSession session, string name) =>
        session.FirstOrDefaultAsync<long?>("DELETE FROM external_initiators WHERE name = @name RETURNING id", new { name });
}
