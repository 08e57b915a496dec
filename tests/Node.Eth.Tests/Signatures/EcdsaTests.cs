using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using CsCheck;
using Node.Eth.Primitives;
using Node.Eth.Signatures;
using Node.Testing;
using Xunit;

namespace Node.Eth.Tests.Signatures;

public sealed class EcdsaTests
{
    private const string OrderMinusOne = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140";

    // Widely used vectors of RFC 6979 on secp256k1 with SHA-256 and low s.
    [Theory]
    [InlineData("1", "Satoshi Nakamoto",
        "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8",
        "2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5")]
    [InlineData("1", "All those moments will be lost in time, like tears in rain. Time to die...",
        "8600dbd41e348fe5c9465ab92d23e3db8b98b873beecd930736488696438cb6b",
        "547fe64427496db33bf66019dacbf0039c04199abb0122918601db38a72cfc21")]
    [InlineData(OrderMinusOne, "Satoshi Nakamoto",
        "fd567d121db66e382991534ada77a6bd3106f0a1098c231e47993447cd6af2d0",
        "6b39cd0eb1bc8603e159ef5c20a5c8ad685a45b06ce9bebed3f153d10d93bed5")]
    [InlineData("f8b8af8ce3c7cca5e300d33939540c10d45ce001b8f252bfbc57ba0342904181", "Alan Turing",
        "7063ae83e7f62bbb171798131b4a0564b956930092b33b07b395615d9ec7e15c",
        "58dfcc1e00a35e1572f366ffe34ba0fc47db1e7189759b9fb233c5b05ab388ea")]
    public void Signatures_are_those_of_RFC_6979(string privateKey, string message, string r, string s)
    {
        using var key = Key(privateKey);

        var signature = EcdsaSigner.Sign(key, new Hash32(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(message))));

        Assert.Equal(r, Convert.ToHexStringLower(signature.ToBytes()[..32]));
        Assert.Equal(s, Convert.ToHexStringLower(signature.ToBytes()[32..64]));
    }

    // The vector of the ecrecover precompile; its s is in the upper half.
    [Fact]
    public void The_signer_is_recovered_as_the_chain_does()
    {
        var digest = Hash32.Parse("0x18c547e4f7b0f325ad1e56f57e26c745b09a3e503d86e00e5255ff7f715d3d1c");
        var signature = EcdsaSignature.FromBytes(Convert.FromHexString(
            "73b1693892219d736caba55bdb67216e485557ea6b6af75f37096c9aa6a5a75f"
            + "eeb940b1d03b21e36b0e47e79769f095fe2ab855bd91e3a38756b7d75a9c4549" + "1c"));

        Assert.Equal(Address.Parse("0xa94f5374fce5edbc8e2a8697c15331677e6ebf0b"), Ecdsa.Recover(digest, signature));
        Assert.False(signature.IsLowS);
    }

    [Theory]
    [InlineData("1", "0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf")]
    [InlineData("4646464646464646464646464646464646464646464646464646464646464646", "0x9d8A62f656a8d1615C1294fd71e9CFb3E4855A4F")]
    [InlineData("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80", "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266")]
    public void A_key_has_the_known_address(string privateKey, string address)
    {
        using var key = Key(privateKey);

        Assert.Equal(address, key.Address.ToString());
        Assert.Equal(address, Ecdsa.AddressOf([4, .. key.PublicKey()]).ToString());
    }

    [Fact]
    public void What_a_key_signed_is_recovered_to_its_address() =>
        Gen.Select(Gen.Byte.Array[32], Gen.Byte.Array[32]).Sample(
            (keyBytes, digestBytes) =>
            {
                using var key = new PrivateKey(keyBytes);
                var digest = new Hash32(digestBytes);

                var signature = EcdsaSigner.Sign(key, digest);

                Assert.True(signature.IsLowS);
                Assert.Equal(signature, EcdsaSigner.Sign(key, digest));
                Assert.Equal(key.Address, Ecdsa.Recover(digest, signature));
                Assert.Equal(signature, EcdsaSignature.FromBytes(signature.ToBytes()));
                Assert.NotEqual(key.Address, Ecdsa.TryRecover(digest, signature with { RecoveryId = signature.RecoveryId ^ 1 }));
            },
            iter: TestScale.Pick(300, 10_000));

    [Fact]
    public void A_signature_that_nobody_can_have_made_is_refused()
    {
        var good = new EcdsaSignature(1, 1, 0);
        var order = BigInteger.Parse("0" + OrderMinusOne, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) + 1;
        Assert.NotNull(Ecdsa.TryRecover(Hash32.Zero, good));

        EcdsaSignature[] bad =
        [
            good with { R = 0 }, good with { S = 0 }, good with { R = order }, good with { S = order }, good with { R = -1 },
            good with { RecoveryId = 4 }, good with { RecoveryId = -1 },
            good with { R = 5 }, // no point of the curve has x = 5
            good with { R = order - 1, RecoveryId = 2 }, // x would be above the field
        ];

        Assert.All(bad, signature =>
        {
            Assert.Null(Ecdsa.TryRecover(Hash32.Zero, signature));
            Assert.Throws<SignatureException>(() => Ecdsa.Recover(Hash32.Zero, signature));
        });
    }

    [Theory]
    [InlineData("0")]
    [InlineData("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141")]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("00000000000000000000000000000000000000000000000000000000000000000001")]
    public void A_number_that_is_no_key_is_refused(string hex) => Assert.Throws<ArgumentException>(() => Key(hex));

    [Fact]
    public void A_disposed_key_signs_nothing_and_no_text_shows_a_key()
    {
        var key = Key("1");
        Assert.Equal("the key of 0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf", key.ToString());

        key.Dispose();

        Assert.Throws<ObjectDisposedException>(() => EcdsaSigner.Sign(key, Hash32.Zero));
    }

    [Fact]
    public void Other_lengths_and_recovery_bytes_are_refused()
    {
        Assert.Throws<ArgumentException>(() => EcdsaSignature.FromBytes(new byte[64]));
        Assert.Throws<ArgumentException>(() => EcdsaSignature.FromBytes([.. new byte[64], 4]));
        Assert.Throws<ArgumentException>(() => EcdsaSignature.FromBytes([.. new byte[64], 31]));
        Assert.Throws<ArgumentException>(() => Ecdsa.AddressOf(new byte[65]));
    }

    private static PrivateKey Key(string hex) => new(Convert.FromHexString(hex.PadLeft(64, '0')));
}
