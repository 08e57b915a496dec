using System.Security.Cryptography;
using System.Text;
using Node.Core.Randomness;
using Xunit;

namespace Node.Core.Tests.Randomness;

public sealed class SaltedSecretTests
{
    private static readonly byte[] Salt = [1, 2, 3];

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("ä\u20ac\U0001F600")]
    public void The_hash_is_sha256_over_salt_and_text(string secret)
    {
        var hash = SaltedSecret.Hash(Salt, secret);

        Assert.Equal(SHA256.HashData([.. Salt, .. Encoding.UTF8.GetBytes(secret)]), hash);
        Assert.True(SaltedSecret.IsRight(Salt, hash, secret));
        Assert.False(SaltedSecret.IsRight(Salt, hash, secret + "x"));
        Assert.False(SaltedSecret.IsRight([1, 2, 4], hash, secret));
    }

    [Fact]
    public void A_secret_of_CharsMax_is_looked_at_and_a_longer_one_is_wrong_without_a_look()
    {
        var longest = new string('\u20ac', SaltedSecret.CharsMax);

        Assert.True(SaltedSecret.IsRight(Salt, SaltedSecret.Hash(Salt, longest), longest));
        Assert.False(SaltedSecret.IsRight(Salt, SaltedSecret.Hash(Salt, longest), longest + "x"));
        Assert.Throws<ArgumentException>(() => SaltedSecret.Hash(Salt, longest + "x"));
        Assert.Throws<ArgumentException>(() => SaltedSecret.Hash(new byte[SaltedSecret.SaltBytes + 1], "x"));
    }

    [Fact]
    public void A_new_secret_has_64_hex_digits() => Assert.Matches("^[0-9a-f]{64}$", SaltedSecret.New(new SystemRandomSource()));
}
