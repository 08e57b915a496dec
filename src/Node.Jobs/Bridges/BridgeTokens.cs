using System.Security.Cryptography;
using System.Text;
using Node.Core.Randomness;

namespace Node.Jobs.Bridges;

/// <summary>The two tokens of a bridge, 256 random bits each.</summary>
internal static class BridgeTokens
{
    private const int TokenBytes = 32;
    private const int SaltBytes = 16;

    /// <summary>A new token, as hex.</summary>
    public static string Draw(IRandomSource random) => Convert.ToHexStringLower(random.NextBytes(TokenBytes));

    /// <summary>A salt.</summary>
    public static byte[] DrawSalt(IRandomSource random) => random.NextBytes(SaltBytes);

    /// <summary>What is stored of a token that is only compared.</summary>
    public static byte[] HashOf(byte[] salt, string token) => SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(token)]);
}
