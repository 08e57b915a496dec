using System.Numerics;
using Node.Eth.Encoding;
using Node.Eth.Signatures.Secp256k1;
using Node.Eth.Signatures.Vrf;
using Xunit;

namespace Node.Eth.Tests.Signatures.Vrf;

/// <summary>The proofs and tables of the field, besides its vectors.</summary>
public sealed class VrfReferenceTests
{
    [Fact]
    public Task Proofs_with_a_given_nonce_come_out() => Vectors.AllAsync(Vectors.Read("reference-vrf", "nonce"), vector =>
    {
        var proof = EthVrf.Prove(vector.Scalar("secret"), vector.Number("seed"), vector.Scalar("nonce"));
        Assert.Equal(vector.Point("public"), proof.Public);
        Assert.Equal((vector.Number("c"), vector.Number("s"), vector.Number("output")), (proof.C, proof.S, proof.Output));
        CheckWitnesses(vector, proof);
    });

    [Fact]
    public Task The_proofs_in_the_coordinators_own_tests_are_good() => Vectors.AllAsync(Vectors.Read("reference-vrf", "proof"), vector =>
    {
        var key = Group.BaseMul(vector.Scalar("secret"));
        var seed = VrfResponses.FinalSeed(vector.Number("preSeed"), new(vector.Bytes("blockHash")));
        Assert.Equal(vector.Number("finalSeed"), seed);
        Assert.Equal(vector.Point("gamma"), Group.Mul(vector.Scalar("secret"), EthVrf.HashToCurve(key, seed)));
        var proof = new VrfProof(key, vector.Point("gamma"), vector.Number("c"), vector.Number("s"), seed, vector.Number("output"));
        Assert.True(EthVrf.Verify(proof).Ok);
        CheckWitnesses(vector, proof);
    });

    [Fact]
    public Task The_field_s_table_of_hashes_comes_out() => Vectors.AllAsync(Vectors.Read("reference-vrf", "hash"), vector =>
    {
        var key = Group.BaseMultiplyPublic(Scalar.FromInt64(vector.Int("times")));
        Assert.Equal(vector.Point("hash"), EthVrf.HashToCurve(key, vector.Number("seed"), out var tried));
        Assert.Equal(vector.Int("tries"), tried.Count);
    });

    [Fact]
    public void The_legacy_scheme_is_not_met_in_any_of_its_values()
    {
        var g = Group.Generator;
        static string Hex(BigInteger value) => value.ToString("x64")[^64..];
        static string X(Point point) => Convert.ToHexStringLower(point.X.ToBytes());
        var hash = EthVrf.HashToCurve(g, 1);
        Assert.NotEqual("530fddd863609aa12030a07c5fdb323bb392a88343cea123b7f074883d2654c4", X(hash));
        Assert.NotEqual("6fd4ee394bf2a3de542c0e5f3c86fc8f75b278a017701a59d69bdf5134dd6b70", Convert.ToHexStringLower(hash.Y.ToBytes()));
        Assert.NotEqual("2b1049accb1596a24517f96761b22600a690ee5c6b6cadae3fa522e7d95ba338", Hex(EthVrf.Challenge(g, g, g, g.ToAddress(), g)));
        var witnesses = EthVrf.ToSolidity(EthVrf.Prove(Scalar.One, 1, Scalar.One));
        Assert.NotEqual("a2e03a05b089db7b79cd0f6655d6af3e2d06bd0129f87f9f2155612b4e2a41d8", X(witnesses.CGammaWitness));
        Assert.NotEqual("f82b4f9161ab41ae7c11e7deb628024ef9f5e9a0bca029f0ccb5cb534c70be31", X(witnesses.SHashWitness));
    }

    [Fact]
    public void What_the_field_s_tests_try_with_small_numbers_holds()
    {
        var (g, two) = (Group.Generator, Group.BaseMul(Scalar.FromInt64(2)));
        var sum = EthVrf.ProjectiveAdd(g, two);
        var inverse = FieldElement.Reduce(sum.ZInv!.Value);
        Assert.Equal(
            Group.BaseMul(Scalar.FromInt64(3)),
            Point.FromCoordinates(FieldElement.Reduce(sum.X) * inverse, FieldElement.Reduce(sum.Y) * inverse));

        // 5·(2G) + 7·G = 17G, as the check of the address witness adds them.
        var seventeen = Group.BaseMul(Scalar.FromInt64(17));
        Assert.Equal(seventeen.ToAddress(), Group.BaseMultiplyAddPublic(Scalar.FromInt64(7), Scalar.FromInt64(5), two).ToAddress());
        Assert.Equal(seventeen, Group.MultiplyAddPublic(Scalar.FromInt64(7), g, Scalar.FromInt64(5), two));
        Assert.Throws<VrfException>(() => EthVrf.HashToCurve(g, BigInteger.One << 256));
    }

    [Fact]
    public void A_sum_that_has_no_denominator_keeps_the_numerators_of_the_contract()
    {
        var g = Group.Generator;
        var slope = (-g).Y - g.Y;
        var sum = EthVrf.ProjectiveAdd(g, -g);
        Assert.Equal(slope.Square().ToBigInteger(), sum.X);
        Assert.Equal((-(slope.Square() * slope)).ToBigInteger(), sum.Y);
        Assert.True(sum.Z.IsZero);
        Assert.Null(sum.ZInv);
    }

    [Fact]
    public void A_proof_with_anything_changed_is_refused()
    {
        var proof = EthVrf.Prove(Scalar.FromInt64(10), 7, Scalar.FromInt64(11));
        Assert.True(EthVrf.Verify(proof).Ok);
        Assert.All(
            (VrfProof[])
            [
                proof with { Output = proof.Output + 1 }, proof with { C = proof.C + 1 }, proof with { S = proof.S + 1 }, proof with { Seed = 8 },
                proof with { Gamma = -proof.Gamma }, proof with { Public = proof.Gamma }, proof with { C = proof.C + Group.Order },
            ],
            changed => Assert.False(EthVrf.Verify(changed).Ok));
    }

    private static void CheckWitnesses(Vector vector, VrfProof proof)
    {
        Assert.Equal(vector.Point("hash"), EthVrf.HashToCurve(proof.Public, proof.Seed));
        Assert.Equal(vector.Point("gamma"), proof.Gamma);
        var solidity = EthVrf.ToSolidity(proof);
        Assert.Equal(vector.Text("uWitness"), HexData.Format(solidity.UWitness.ToBytes()));
        Assert.Equal((vector.Point("cGammaWitness"), vector.Point("sHashWitness")), (solidity.CGammaWitness, solidity.SHashWitness));
        Assert.Equal(vector.Number("zInv"), solidity.ZInv);
        Assert.Equal(proof.Output, EthVrf.OnChain(solidity.Marshal(), VrfVersion.V1, 0).Output);
        Assert.Equal(proof.Output, EthVrf.OnChain(solidity.Marshal(), VrfVersion.V2, proof.Seed).Output);
    }
}
