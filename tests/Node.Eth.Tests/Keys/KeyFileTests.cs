using CsCheck;
using Node.Eth.Keys;
using Node.Eth.Primitives;
using Node.Testing;
using Xunit;

namespace Node.Eth.Tests.Keys;

public sealed class KeyFileTests
{
    private static readonly KeystoreOptions Limits = new();

    // The two examples of the description of Web3 Secret Storage.
    private const string Pbkdf2Example = """
        {
          "crypto": {
            "cipher": "aes-128-ctr",
            "cipherparams": { "iv": "6087dab2f9fdbbfaddc31a909735c1e6" },
            "ciphertext": "5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46",
            "kdf": "pbkdf2",
            "kdfparams": {
              "c": 262144, "dklen": 32, "prf": "hmac-sha256",
              "salt": "ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd"
            },
            "mac": "517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2"
          },
          "id": "3198bc9c-6672-5ab3-d995-4942343ae5b6",
          "version": 3
        }
        """;

    private const string ScryptExample = """
        {
          "crypto": {
            "cipher": "aes-128-ctr",
            "cipherparams": { "iv": "83dbcc02d8ccb40e466191a123791e0e" },
            "ciphertext": "d172bf743a674da9cdad04534d56926ef8358534d458fffccd4e6ad2fbde479c",
            "kdf": "scrypt",
            "kdfparams": {
              "dklen": 32, "n": 262144, "r": 1, "p": 8,
              "salt": "ab0c7876052600dd703518d6fc3fe8984592145b591fc8fb5c6d43190334ba19"
            },
            "mac": "2103ac29920d71da29f15d75b4a16dbe95cfd7ff8faea1056c33131d846e3097"
          },
          "id": "3198bc9c-6672-5ab3-d995-4942343ae5b6",
          "version": 3
        }
        """;

    // Made with ethers 6.
    private const string OtherProgram = """
        {"address":"9d8a62f656a8d1615c1294fd71e9cfb3e4855a4f","id":"e500426d-b41f-47bd-aae5-95ce0a55d8af","version":3,
         "Crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"e596bb2256fefe7c69cd8ece7a7825ab"},
         "ciphertext":"f9832c46366313acf3df16826789103aafb81d255a2662d4a79d5e8fd0da7c09","kdf":"scrypt",
         "kdfparams":{"salt":"642d3e9227b14a9c806feac8768e13dd306e75dba4bc6ec72d4d7f3de8a6811f","n":4096,"dklen":32,"p":1,"r":8},
         "mac":"2e52b91100c52c842d4259e08f452bc421be97694b8351bb38d74907d5225b41"}}
        """;

    private const string Secret = "7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d";

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_published_examples_open(string json)
    {
        var secret = new byte[32];

        Assert.Null(KeyFile.Decrypt(json, "testpassword"u8, secret, Limits));

        Assert.Equal(Secret, Convert.ToHexStringLower(secret));
    }

    public static TheoryData<string> Examples() => [Pbkdf2Example, ScryptExample];

    [Fact]
    public void A_file_of_another_program_opens()
    {
        using var key = KeyFiles.Open(OtherProgram, "correct horse battery"u8, expected: null, Limits);

        Assert.Equal("0x9d8A62f656a8d1615C1294fd71e9CFb3E4855A4F", key.Address.ToString());
    }

    [Fact]
    public void Another_password_is_refused_and_leaves_the_secret_untouched()
    {
        var secret = new byte[32];

        var e = Assert.Throws<KeystoreException>(() => KeyFile.Decrypt(Pbkdf2Example, "Testpassword"u8, secret, Limits));

        Assert.Equal(KeystoreFault.WrongPassword, e.Fault);
        Assert.Equal("the password is wrong, or the key file is damaged", e.Message);
        Assert.All(secret, value => Assert.Equal(0, value));
    }

    [Fact]
    public void What_is_encrypted_is_decrypted_the_same_and_shows_nothing_of_the_secret() =>
        Gen.Select(Gen.Byte.Array[32], Gen.Byte.Array[0, 50], Gen.Bool, Gen.ULong).Sample(
            (secret, password, isScrypt, seed) =>
            {
                KeyDerivation derivation = isScrypt ? new ScryptDerivation(2, 8, 1) : new Pbkdf2Derivation(1);

                var json = KeyFile.Encrypt(secret, password, derivation, Address.Zero, new SeededRandom(seed));

                var opened = new byte[32];
                Assert.Equal(Address.Zero, KeyFile.Decrypt(json, password, opened, Limits));
                Assert.Equal(secret, opened);
                Assert.DoesNotContain(Convert.ToHexStringLower(secret), json, StringComparison.Ordinal);
            },
            iter: TestScale.Pick(500, 10_000));

    [Fact]
    public void An_old_capital_and_an_address_with_0x_are_read()
    {
        var json = Pbkdf2Example.Replace("\"crypto\"", "\"address\": \"0x008aeeda4d805471df9b2a5b0f38a0c3bcba786b\", \"Crypto\"", StringComparison.Ordinal);

        using var key = KeyFiles.Open(json, "testpassword"u8, expected: null, Limits);

        Assert.Equal(Address.Parse("0x008aeeda4d805471df9b2a5b0f38a0c3bcba786b"), key.Address);
    }

    [Fact]
    public void The_key_of_another_address_is_refused()
    {
        var json = Pbkdf2Example.Replace("\"crypto\"", $"\"address\": \"{new string('0', 40)}\", \"crypto\"", StringComparison.Ordinal);

        Assert.Equal(KeystoreFault.BadFile, Assert.Throws<KeystoreException>(() => KeyFiles.Open(json, "testpassword"u8, null, Limits)).Fault);
        Assert.Equal(
            KeystoreFault.BadFile,
            Assert.Throws<KeystoreException>(() => KeyFiles.Open(Pbkdf2Example, "testpassword"u8, Address.Zero, Limits)).Fault);
    }

    [Theory]
    [InlineData("\"version\": 3", "\"version\": 1", "its version is not 3")]
    [InlineData("\"version\": 3", "\"version\": \"3\"", "its \"version\" is not a whole number below 2^31")]
    [InlineData("aes-128-ctr", "aes-128-cbc", "its cipher is not aes-128-ctr")]
    [InlineData("\"pbkdf2\"", "\"argon2\"", "its kdf is neither scrypt nor pbkdf2")]
    [InlineData("hmac-sha256", "hmac-sha1", "its prf is not hmac-sha256")]
    [InlineData("\"dklen\": 32", "\"dklen\": 16", "its dklen is not 32")]
    [InlineData("\"iv\"", "\"vi\"", "it has no \"iv\"")]
    [InlineData("6087dab2", "6087da", "its \"iv\" is not 16 bytes in hex")]
    [InlineData("5318b4d5", "zz18b4d5", "its \"ciphertext\" is not 32 bytes in hex")]
    [InlineData("\"crypto\": {", "\"crypto\": 7, \"other\": {", "it has no \"cipher\"")]
    public void Another_form_is_refused_with_the_reason(string part, string replacement, string problem)
    {
        var json = Pbkdf2Example.Replace(part, replacement, StringComparison.Ordinal);

        var e = Assert.Throws<KeystoreException>(() => KeyFile.Decrypt(json, "testpassword"u8, new byte[32], Limits));

        Assert.Equal($"the key file is not of Web3 Secret Storage version 3: {problem}", e.Message);
        Assert.Equal(KeystoreFault.BadFile, e.Fault);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"version\":3}")]
    [InlineData("{\"version\":3,\"\\ud800\":1}")]
    [InlineData("{\"version\":3,\"crypto\":{\"cipher\":\"\\ud800\"}}")]
    public void What_is_no_key_file_is_refused(string json) =>
        Assert.Equal(KeystoreFault.BadFile, Assert.Throws<KeystoreException>(() => KeyFile.Decrypt(json, "x"u8, new byte[32], Limits)).Fault);

    [Theory]
    [InlineData("\"n\": 262144", "\"n\": 2147483647", KeystoreFault.BadFile)]
    [InlineData("\"n\": 262144", "\"n\": 0", KeystoreFault.BadFile)]
    [InlineData("\"n\": 262144", "\"n\": 16777216", KeystoreFault.LimitCrossed)]
    [InlineData("\"r\": 1", "\"r\": 2147483647", KeystoreFault.LimitCrossed)]
    [InlineData("\"p\": 8", "\"p\": 1024", KeystoreFault.LimitCrossed)]
    [InlineData("\"p\": 8", "\"p\": -1", KeystoreFault.BadFile)]
    public void Scrypt_is_not_run_with_more_than_the_limits(string part, string replacement, KeystoreFault fault)
    {
        var json = ScryptExample.Replace(part, replacement, StringComparison.Ordinal);

        Assert.Equal(fault, Assert.Throws<KeystoreException>(() => KeyFile.Decrypt(json, "x"u8, new byte[32], Limits)).Fault);
    }

    [Fact]
    public void Each_limit_holds_to_the_unit()
    {
        AssertLimit(Pbkdf2Example, Limits with { Pbkdf2RoundsMax = 262_144 }, Limits with { Pbkdf2RoundsMax = 262_143 });
        AssertLimit(Pbkdf2Example, Limits with { KeyFileCharsMax = Pbkdf2Example.Length }, Limits with { KeyFileCharsMax = Pbkdf2Example.Length - 1 });
        var small = KeyFile.Encrypt(new byte[32], "x"u8, new ScryptDerivation(16, 2, 3), address: null, new SeededRandom(1));
        AssertLimit(small, Limits with { ScryptWorkMax = 96 }, Limits with { ScryptWorkMax = 95 });
        AssertLimit(small, Limits with { ScryptMemoryMax = 128 * 2 * 19 }, Limits with { ScryptMemoryMax = (128 * 2 * 19) - 1 });
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused() =>
        Assert.Equal(KeystoreFault.BadFile, Assert.Throws<KeystoreException>(() => KeyFile.Decrypt("{\ud800}", "x"u8, new byte[32], Limits)).Fault);

    // Whatever was changed, the file opens to the same key or is refused. The format does not authenticate the counter: the address does.
    [Fact]
    public void A_mutated_file_opens_to_the_same_key_or_is_refused()
    {
        var secret = Convert.FromHexString(Secret);
        var address = Address.Parse("0x008aeeda4d805471df9b2a5b0f38a0c3bcba786b");
        var seeds = new[] { new ScryptDerivation(2, 8, 1), (KeyDerivation)new Pbkdf2Derivation(1) }
            .Select(derivation => KeyFile.Encrypt(secret, "x"u8, derivation, address, new SeededRandom(2))).ToArray();
        var limits = Limits with { ScryptWorkMax = 1 << 10, Pbkdf2RoundsMax = 1 << 10 };
        Gen.Select(Gen.Int[0, 1], Gen.Int[0, 2000], Gen.Char["0aF\"{}[],:. \u0000\ud800é"], Gen.Int[0, 3]).Sample(
            (which, at, character, removed) =>
            {
                var json = seeds[which];
                at %= json.Length;
                json = json[..at] + character + json[Math.Min(json.Length, at + removed)..];
                try
                {
                    using var key = KeyFiles.Open(json, "x"u8, address, limits);
                    Assert.Equal(secret, key.Bytes.ToArray());
                }
                catch (KeystoreException)
                {
                    // The other allowed outcome.
                }
            },
            iter: TestScale.Pick(10_000, 300_000));
    }

    private static void AssertLimit(string json, KeystoreOptions atLimit, KeystoreOptions overLimit)
    {
        var password = json == Pbkdf2Example ? "testpassword"u8.ToArray() : "x"u8.ToArray();
        KeyFile.Decrypt(json, password, new byte[32], atLimit);
        Assert.Equal(
            KeystoreFault.LimitCrossed,
            Assert.Throws<KeystoreException>(() => KeyFile.Decrypt(json, password, new byte[32], overLimit)).Fault);
    }
}
