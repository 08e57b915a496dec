using System.Security.Cryptography;
using System.Text;

namespace Node.Http.Auth;

/// <summary>The stored form of a token's secret. The secret has 256 random bits, so that a fast salted hash is enough.</summary>
internal static class SecretHash
{
    /// <summary>SHA-256 over the salt and the UTF-8 bytes of the secret.</summary>
    public static byte[] Of(byte[] salt, string secret) => SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(secret)]);

    /// <summary>Whether the secret is the one; takes as long for a wrong one as for the right one.</summary>
    public static bool IsRight(ApiToken token, string secret) => CryptographicOperations.FixedTimeEquals(Of(token.Salt, secret), token.SecretHash);
}
