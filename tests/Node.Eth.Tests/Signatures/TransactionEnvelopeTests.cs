using System.Numerics;
using CsCheck;
using Node.Eth.Encoding;
using Node.Eth.Encoding.Rlp;
using Node.Eth.Primitives;
using Node.Eth.Signatures;
using Node.Eth.Signatures.Secp256k1;
using Node.Testing;
using Xunit;

namespace Node.Eth.Tests.Signatures;

public sealed class TransactionEnvelopeTests
{
    private static readonly byte[] KeyBytes = [.. Enumerable.Repeat((byte)0x46, 32)];

    private static readonly LegacyTransaction Eip155 = new()
    {
        ChainId = new ChainId(1),
        Nonce = 9,
        GasPrice = 20_000_000_000,
        GasLimit = 21_000,
        To = Address.Parse("0x3535353535353535353535353535353535353535"),
        Value = BigInteger.Pow(10, 18),
    };

    [Fact]
    public void The_example_of_EIP_155_comes_out_byte_by_byte() => AssertVector(
        Eip155,
        "0xdaf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53",
        "0xf86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a76400008025a028ef61340bd939bc2195fe537567"
        + "866003e1a15d3c71ff63e1590620aa636276a067cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83",
        "0x33469b22e9f636356c4160a87eb19df52b7412e8eac32a4a55ffe88ea8350788");

    // The vectors below were made with ethers 6.
    [Fact]
    public void A_legacy_transaction_of_another_chain_comes_out_the_same() => AssertVector(
        new LegacyTransaction
        {
            ChainId = new ChainId(11155111),
            Nonce = 128,
            GasPrice = 1,
            GasLimit = 100_000,
            To = Address.Parse("0xa0788FC17B1dEe36f057c42B6F373A34B014687e"),
            Data = HexData.Parse("0xdeadbeef"),
        },
        "0x2cca9f3c7fe35314cd2c598e8b4a9db6780da351ba052db3bf54e4cf362d6eac",
        "0xf869818001830186a094a0788fc17b1dee36f057c42b6f373a34b014687e8084deadbeef8401546d71a03ce75eae1787a3fb56f7b4fe26a455db3c2d"
        + "ba769040d64dff2ac833f6a37f3ea069ed213262bde5bb40e0f4e39c374953f1384b6a84e18c7ce209145608f8eb66",
        "0xb2573daf8c0cd5eebc30ef0b47b2d6a4f74268120657c74a3bd6cfd3b13edb6d");

    [Fact]
    public void A_dynamic_fee_transaction_comes_out_the_same() => AssertVector(
        new DynamicFeeTransaction
        {
            ChainId = new ChainId(1),
            Nonce = 9,
            MaxPriorityFeePerGas = 1_500_000_000,
            MaxFeePerGas = 30_000_000_000,
            GasLimit = 21_000,
            To = Address.Parse("0x3535353535353535353535353535353535353535"),
            Value = BigInteger.Pow(10, 18),
        },
        "0xb6d5fd62e3a62df7b38773c31edc4e889e055257a8fcfb64d40d33adb6ad5273",
        "0x02f87301098459682f008506fc23ac00825208943535353535353535353535353535353535353535880de0b6b3a764000080c001a053d7eae6224bc2"
        + "e855439bd276c8d14bc1315b41cc4a65b7bfa948a9aa7fb4cba0107244aa695014ff68200481a1c8673c1286a96d8e30057b49b628a69373e363",
        "0x0c6562f4b2ad1075caf65fa1537f143d80c982607279c0a76900142ffea8ad85");

    [Fact]
    public void A_creation_comes_out_the_same() => AssertVector(
        new DynamicFeeTransaction
        {
            ChainId = new ChainId(31337),
            Nonce = 0,
            MaxPriorityFeePerGas = 0,
            MaxFeePerGas = 1_000_000_007,
            GasLimit = 500_000,
            Data = HexData.Parse("0x" + string.Concat(Enumerable.Repeat("6080", 40))),
        },
        "0xab6fd4f7c400720f6ad1c689249a4ed3c6fbee8fa52d464c855aee88eb263a22",
        "0x02f8a6827a698080843b9aca078307a1208080b850" + string.Concat(Enumerable.Repeat("6080", 40))
        + "c080a05a0439aece7df80c9cd21330b467535e3d5b006d5d6c48c57badbed966b3dca5"
        + "a0704723c00d666a07ebcccef0957f262a21d4a6d5c23dca20aa54257162d5cb95",
        "0xffe0fa763679bfe1e418d876200a1c7150db3fd104d44d889396c9b63594cccd");

    [Fact]
    public void A_signature_with_high_s_is_not_put_on_a_transaction()
    {
        var signature = Sign(Eip155).Signature;
        var high = signature with { S = Group.Order - signature.S, RecoveryId = signature.RecoveryId ^ 1 };

        Assert.Throws<SignatureException>(() => TransactionEnvelope.Sign(Eip155, high));
    }

    [Fact]
    public void A_number_above_256_bits_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TransactionEnvelope.SigningHash(Eip155 with { Value = BigInteger.One << 256 }));

    [Theory]
    [InlineData("0x", "the bytes are not a transaction: an item was expected and the input ends, at byte 0")]
    [InlineData("0x01c0", "transactions of type 1 are not supported; legacy and type 2 are")]
    [InlineData("0x03c0", "transactions of type 3 are not supported; legacy and type 2 are")]
    [InlineData("0xc0", "the bytes are not a transaction: an item was expected and the input ends, at byte 1")]
    [InlineData("0xc98080808080801b8080", "the transaction is not bound to a chain (EIP-155)")]
    [InlineData("0xc980808080808025", "the bytes are not a transaction: an item says it has 9 bytes and 7 are left, at byte 0")]
    [InlineData("0xc980808081ff80258080", "the receiver has 1 bytes and not 20")]
    public void Other_bytes_are_refused_with_the_reason(string raw, string message)
    {
        var e = Assert.Throws<SignatureException>(() => TransactionEnvelope.Decode(HexData.Parse(raw)));

        Assert.Equal(message, e.Message);
    }

    [Fact]
    public void An_access_list_is_refused()
    {
        var raw = new RlpWriter().BeginList();
        for (var i = 0; i < 8; i++)
        {
            raw.Number(0);
        }

        raw.BeginList().Number(1).EndList().Number(0).Number(1).Number(1).EndList();

        var e = Assert.Throws<SignatureException>(() => TransactionEnvelope.Decode([2, .. raw.ToArray()]));

        Assert.Equal("transactions with an access list are not supported", e.Message);
    }

    [Fact]
    public void More_bytes_than_the_limit_are_not_read()
    {
        var atLimit = TransactionEnvelope.RawBytesMax;

        Assert.DoesNotContain("limit", Assert.Throws<SignatureException>(() => TransactionEnvelope.Decode(new byte[atLimit])).Message, StringComparison.Ordinal);
        Assert.Contains("limit", Assert.Throws<SignatureException>(() => TransactionEnvelope.Decode(new byte[atLimit + 1])).Message, StringComparison.Ordinal);
    }

    // What a broken transaction decodes to is another transaction or a SignatureException, and its bytes are its own.
    [Fact]
    public void Mutated_bytes_are_refused_or_stay_the_same_bytes()
    {
        byte[][] seeds = [Sign(Eip155).Raw.ToArray(), Sign(Dynamic()).Raw.ToArray()];
        Gen.Select(Gen.Bool, Gen.Int[0, 200], Gen.Byte, Gen.Bool).Sample(
            (useDynamic, at, value, cut) =>
            {
                byte[] raw = [.. seeds[useDynamic ? 1 : 0]];
                at %= raw.Length;
                raw[at] = value;
                raw = cut ? raw[..at] : raw;
                try
                {
                    Assert.Equal(raw, TransactionEnvelope.Decode(raw).Raw.ToArray());
                }
                catch (SignatureException)
                {
                    // The other allowed outcome.
                }
            },
            iter: TestScale.Pick(2_000, 100_000));
    }

    private static DynamicFeeTransaction Dynamic() => new()
    {
        ChainId = new ChainId(5),
        Nonce = 1,
        MaxPriorityFeePerGas = 2,
        MaxFeePerGas = 3,
        GasLimit = 4,
        To = Address.Zero,
        Data = new byte[60],
    };

    private static SignedTransaction Sign(UnsignedTransaction transaction)
    {
        using var key = new PrivateKey(KeyBytes);
        return TransactionEnvelope.Sign(transaction, EcdsaSigner.Sign(key, TransactionEnvelope.SigningHash(transaction)));
    }

    private static void AssertVector(UnsignedTransaction transaction, string signingHash, string raw, string hash)
    {
        Assert.Equal(signingHash, TransactionEnvelope.SigningHash(transaction).ToString());
        var signed = Sign(transaction);
        Assert.Equal(raw, HexData.Format(signed.Raw.Span));
        Assert.Equal(hash, signed.Hash.ToString());
        Assert.Equal("0x9d8A62f656a8d1615C1294fd71e9CFb3E4855A4F", signed.From.ToString());

        var decoded = TransactionEnvelope.Decode(HexData.Parse(raw));
        Assert.Equal(signed.Signature, decoded.Signature);
        Assert.Equal(signed.Hash, decoded.Hash);
        Assert.Equal(signed.From, decoded.From);
        Assert.Equal(transaction with { Data = default }, decoded.Transaction with { Data = default });
        Assert.Equal(transaction.Data.ToArray(), decoded.Transaction.Data.ToArray());
    }
}
