using Node.Core.Storage;

namespace Node.Http.Auth;

/// <summary>The table <c>api_tokens</c>.</summary>
internal sealed class ApiTokenRepository
{
    /// <summary>Stores a token.</summary>
    public Task AddAsync(WriteSession session, ApiToken token) => session.ExecuteAsync(
        """
        INSERT INTO api_tokens (access_key, salt, secret_hash, role, created_at)
        VALUES (@AccessKey, @Salt, @SecretHash, @RoleName, @CreatedAt)
        """,
        new { token.AccessKey, token.Salt, token.SecretHash, token.RoleName, token.CreatedAt });

    /// <summary>All tokens, oldest first.</summary>
    public Task<IReadOnlyList<ApiToken>> ListAsync(ReadSession session) => session.QueryAsync<ApiToken>(
        "SELECT access_key, salt, secret_hash, role AS role_name, created_at FROM api_tokens ORDER BY created_at, access_key");
}
