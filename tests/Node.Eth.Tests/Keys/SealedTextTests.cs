using CsCheck;
using Node.Eth.Keys;
using Node.Testing;
using Xunit;

namespace Node.Eth.Tests.Keys;

public sealed class SealedTextTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Fact]
    public void A_text_opens_at_its_place_and_nowhere_else() => Gen.Select(Gen.String, Gen.String).Sample((text, place) =>
    {
        text = string.Concat(text.Where(c => !char.IsSurrogate(c)));
        place = string.Concat(place.Where(c => !char.IsSurrogate(c)));
        var random = SeededRandom.Fresh();
        var sealedText = SealedText.Seal(Key, text, place, random);
        Assert.Equal(text, SealedText.Open(Key, sealedText, place));
        Assert.NotEqual(sealedText, SealedText.Seal(Key, text, place, random));
        Assert.Throws<KeystoreException>(() => SealedText.Open(Key, sealedText, place + "x"));
        Assert.Throws<KeystoreException>(() => SealedText.Open(new byte[32], sealedText, place));
    });

    [Theory]
    [InlineData("")]
    [InlineData("v1:")]
    [InlineData("v1:no base64!")]
    [InlineData("v2:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("v1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_was_never_sealed_is_refused_with_what_to_do(string text)
    {
        var refusal = Assert.Throws<KeystoreException>(() => SealedText.Open(Key, text, "bridge a"));
        Assert.Equal(KeystoreFault.BadFile, refusal.Fault);
        Assert.Contains("the stored secrets of bridge a do not open", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_changed_byte_is_noticed()
    {
        var bytes = Convert.FromBase64String(SealedText.Seal(Key, "a secret", "p", SeededRandom.Fresh())["v1:".Length..]);
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            Assert.Throws<KeystoreException>(() => SealedText.Open(Key, "v1:" + Convert.ToBase64String(bytes), "p"));
            bytes[i] ^= 1;
        }
    }
}
