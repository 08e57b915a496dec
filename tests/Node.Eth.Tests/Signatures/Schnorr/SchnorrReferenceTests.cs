using System.Numerics;
using DevChain;
using Node.Eth.Encoding;
using Node.Eth.Primitives;
using Node.Eth.Signatures.Schnorr;
using Node.Eth.Signatures.Secp256k1;
using Xunit;

namespace Node.Eth.Tests.Signatures.Schnorr;

/// <summary>The worked cases and the signatures of the field, besides its vectors.</summary>
public sealed class SchnorrReferenceTests
{
    private const string Secret = "5d18fc9fb6494384932af3bda6fe8102c0fa7a26774e22af3993a69e2ca79565";
    private const string Nonce = "d51e13c68bf56155a83e50fd9bc840e2a1847fb9b49cd206a577ecd1cd15e285";
    private const string Commitment = "02edd8421d87b7c0ee433d3afad3aa2ef039f27a";

    [Fact]
    public void The_manual_case_comes_out_with_all_its_values()
    {
        var secret = Scalar.Parse(Convert.FromHexString(Secret));
        var key = Group.BaseMul(secret);
        Assert.Equal("6e071bbc2060bce7bae894019d30bdf606bdc8ddc99d5023c4c73185827aeb01", Hex(key.X));
        Assert.Equal("9ed10348aa5cb37be35802226259ec776119bbea355597db176c66a0f94aa183", Hex(key.Y));
        var commitment = Group.BaseMul(Scalar.Parse(Convert.FromHexString(Nonce)));
        Assert.Equal("6c8644d3d376356b540e95f1727b6fd99830d53ef8af963fcc401eeb7b9f8c9f", Hex(commitment.X));
        Assert.Equal("f142b3c0964202b45fb2f862843f75410ce07de04643b28b9ce04633b5fb225c", Hex(commitment.Y));
        Check(
            secret, "18f224412c876d8efb2a3fa670837b5ad1347120363c2b310653f610d382729b",
            "c92c3675fd4d29ec2c40670d03fbb406c7f393853bd738cf07f12635bc8f316d", "4fe1ac670741993e0088d101a3457923befa76e479831b4e42dba66de790d956");
    }

    [Fact]
    public void A_short_message_is_padded_and_never_hashed_as_the_field_s_node_does()
    {
        var secret = Scalar.Parse(Convert.FromHexString(Secret));
        Check(
            secret, "ff",
            "4c2591bfda41df1f2d6678b63e36f281d2ab331cdd61453ad3e6bf1c7ce87a84", "d61848448b23db9228daad6117eff50f336398a36ff51c35cc5a559f606d9101");
        var challenge = EthSchnorr.Challenge(Group.BaseMul(secret), 0xff, new Address(Convert.FromHexString(Commitment)));
        Assert.NotEqual("319c2eb7afcac9a4f87ad28a254e33b80ec6b3b89a1b652ed443bf132fe3cbb6", Convert.ToHexStringLower(challenge.ToBytes()));
    }

    [Fact]
    public void A_signature_that_many_made_is_good_on_chain()
    {
        var key = Group.LongUnmarshal(Convert.FromHexString(
            "1795577ee8b07abe72205af08699cad9c559f1f9d975c97a35932778ba9a170dabfc4ff682c5b89495dbf6c73ed981aa447f826a6061f8391532aa2653f97709"));
        var signature = new SchnorrSignature(
            new Address(Convert.FromHexString("9de9eda4cf2e5539836b82cfe166691fb40a51b8")),
            Number("05b977c36b515544e65b51d477fc16e0123106899009f4879975ed0b043b8859"));
        var message = Number("5a94e2a971dac470c2cf16cb4379c386ec9ad79855ec5d9ab7f5bc1d1c303cb8");
        Assert.True(EthSchnorr.Verify(key, message, signature).Ok);
        Assert.True(EthSchnorr.VerifyOnChain(key, message, signature).Ok);
        Refused(key, message, signature);
    }

    [Fact]
    public void The_field_s_own_signatures_are_good_on_chain_too()
    {
        var lines = File.ReadAllLines(RepositoryFolder.Combine("tests", "Node.Eth.Tests", "Signatures", "Data", "reference-signatures.txt"));
        Assert.Equal(50, lines.Length);
        foreach (var line in lines)
        {
            // message, secret, x, y, s, address
            var parts = line.Split(' ').Select(Convert.FromHexString).ToArray();
            var key = Group.BaseMul(Scalar.Parse(parts[1]));
            Assert.Equal(Group.LongUnmarshal([.. parts[2], .. parts[3]]), key);
            var signature = new SchnorrSignature(new Address(parts[5]), Scalar.Parse(parts[4]).ToBigInteger());
            var message = new BigInteger(parts[0], isUnsigned: true, isBigEndian: true);
            Assert.True(EthSchnorr.VerifyOnChain(key, message, signature).Ok, line);
            Refused(key, message, signature);
        }
    }

    [Fact]
    public void Arguments_that_the_contract_cannot_even_be_given_are_refused_before_its_own_checks()
    {
        var limit = BigInteger.One << 256;
        var address = new Address(Convert.FromHexString(Commitment));
        SchnorrFault? Of(BigInteger x, BigInteger message, BigInteger s) => EthSchnorr.VerifyOnChain(x, 0, message, s, address).Fault;
        Assert.Equal(SchnorrFault.KeyNotOnCurve, Of(limit, 1, 1));
        Assert.Equal(SchnorrFault.KeyNotOnCurve, Of(-1, 1, 1));
        Assert.Equal(SchnorrFault.ResponseOutOfRange, Of(Group.SchnorrXLimit, 1, -1));
        Assert.Equal(SchnorrFault.MessageOutOfRange, Of(Group.SchnorrXLimit, limit, 1));
        Assert.Equal(SchnorrFault.KeyAboveHalfOrder, Of(Group.SchnorrXLimit, 0, Group.Order));
        Assert.Equal(SchnorrFault.ResponseOutOfRange, Of(Group.SchnorrXLimit - 1, 0, Group.Order));
        Assert.Equal(SchnorrFault.ZeroInput, Of(Group.SchnorrXLimit - 1, 0, Group.Order - 1));
        Assert.Equal(SchnorrFault.ZeroInput, Of(0, 1, 1));
        Assert.Equal(SchnorrFault.Mismatch, Of(5, 1, 1)); // no point has this x
        Assert.Equal(SchnorrFault.Mismatch, EthSchnorr.VerifyOnChain(1, 27, 1, 1, address).Fault);
    }

    private static void Check(Scalar secret, string message, string challenge, string s)
    {
        var draws = new Draws(["0x" + Nonce]);
        var signature = EthSchnorr.Sign(secret, Number(message), draws);
        draws.AssertUsedUp();
        var key = Group.BaseMul(secret);
        Assert.Equal("0x" + Commitment, HexData.Format(signature.Commitment.ToBytes()));
        Assert.Equal(challenge, Convert.ToHexStringLower(EthSchnorr.Challenge(key, Number(message), signature.Commitment).ToBytes()));
        Assert.Equal(Number(s), signature.S);
        Assert.True(EthSchnorr.VerifyOnChain(key, Number(message), signature).Ok);
        Refused(key, Number(message), signature);
    }

    // All that must fail of a good signature.
    private static void Refused(Point key, BigInteger message, SchnorrSignature signature)
    {
        void Bad(Point point, BigInteger number, SchnorrSignature changed) => Assert.False(EthSchnorr.Verify(point, number, changed).Ok);
        Bad(key, message, signature with { S = signature.S + 1 });
        Bad(key, message, signature with { S = signature.S + Group.Order });
        Bad(key, message, signature with { S = -signature.S });
        Bad(key, message, signature with { Commitment = key.ToAddress() });
        Bad(key, message + 1, signature);
        Bad(key, BigInteger.One << 256, signature);
        Bad(key.Twice(), message, signature);
        Bad(-key, message, signature);
        Bad(Point.Identity, message, signature);
        Assert.False(EthSchnorr.Verify(new byte[64], message, signature).Ok);
        Assert.False(EthSchnorr.Verify([], message, signature).Ok);
    }

    private static BigInteger Number(string hex) => new(Convert.FromHexString(hex), isUnsigned: true, isBigEndian: true);

    private static string Hex(FieldElement element) => Convert.ToHexStringLower(element.ToBytes());
}
