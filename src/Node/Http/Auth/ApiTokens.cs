using System.Collections.Frozen;
using Node.Core.Randomness;
using Node.Core.Storage;

namespace Node.Http.Auth;

/// <summary>Knows the API tokens: makes the first one, and says who a caller is.</summary>
internal sealed class ApiTokens(Database database, ApiTokenRepository repository, IRandomSource random, TimeProvider time)
{
    private readonly ApiToken _nobody = new() { Salt = new byte[SaltedSecret.SaltBytes], SecretHash = new byte[32] };
    private FrozenDictionary<string, ApiToken> _byKey = FrozenDictionary<string, ApiToken>.Empty;

    /// <summary>Loads the tokens; makes an admin token when there is none.</summary>
    /// <returns>The new token, to be shown once; null when there were tokens.</returns>
    public async Task<NewToken?> LoadAsync(CancellationToken cancellationToken)
    {
        var tokens = await database.ReadAsync(repository.ListAsync, cancellationToken);
        NewToken? made = null;
        if (tokens.Count == 0)
        {
            made = new NewToken(Convert.ToHexStringLower(random.NextBytes(16)), SaltedSecret.New(random));
            var salt = random.NextBytes(SaltedSecret.SaltBytes);
            var token = new ApiToken
            {
                AccessKey = made.AccessKey,
                Salt = salt,
                SecretHash = SaltedSecret.Hash(salt, made.Secret),
                RoleName = nameof(Role.Admin),
                CreatedAt = UtcMicros.Truncate(time.GetUtcNow()),
            };
            await database.WriteAsync(session => repository.AddAsync(session, token), cancellationToken);
            tokens = [token];
        }

        _byKey = tokens.ToFrozenDictionary(token => token.AccessKey, StringComparer.Ordinal);
        return made;
    }

    /// <summary>Whoever has this key and secret; nobody when they do not fit.</summary>
    public Caller CallerOf(string accessKey, string secret)
    {
        var token = _byKey.GetValueOrDefault(accessKey, _nobody);
        return SaltedSecret.IsRight(token.Salt, token.SecretHash, secret) ? token.Caller : Caller.Nobody;
    }
}
