using System.Numerics;
using Node.Eth.Encoding;
using Node.Eth.Signatures.Secp256k1;
using Node.Eth.Signatures.Vrf;
using Xunit;

namespace Node.Eth.Tests.Signatures.Vrf;

public sealed class VrfProofVectorTests
{
    [Fact]
    public void Proofs_come_out_as_wanted() => Vectors.All(Vectors.Read("vrf-proof", "prove").Concat(Vectors.Read("reference-vrf", "nonce")), vector =>
    {
        if (vector.Want is not null)
        {
            Refusal.Of(() => EthVrf.Prove(Scalar.From(vector.Number("secret")), vector.Number("seed"), Scalar.From(vector.Number("nonce"))));
            return;
        }

        var proof = EthVrf.Prove(vector.Scalar("secret"), vector.Number("seed"), vector.Scalar("nonce"));
        Assert.Equal(vector.Point("public"), proof.Public);
        Assert.Equal(vector.Point("hash"), EthVrf.HashToCurve(proof.Public, proof.Seed));
        Assert.Equal(vector.Point("gamma"), proof.Gamma);
        Assert.Equal((vector.Number("c"), vector.Number("s"), vector.Number("output")), (proof.C, proof.S, proof.Output));
        Assert.True(EthVrf.Verify(proof).Ok);
        var solidity = EthVrf.ToSolidity(proof);
        Assert.Equal(vector.Text("uWitness"), HexData.Format(solidity.UWitness.ToBytes()));
        Assert.Equal(vector.Point("cGammaWitness"), solidity.CGammaWitness);
        Assert.Equal(vector.Point("sHashWitness"), solidity.SHashWitness);
        Assert.Equal(vector.Number("zInv"), solidity.ZInv);
        if (!vector.Has("proof"))
        {
            return;
        }

        Assert.Equal(vector.Text("compressed"), PublicKey.Of(proof.Public).ToString());
        Assert.Equal(vector.Text("keyHash"), EthVrf.KeyHash(proof.Public).ToString());
        Assert.Equal(vector.Text("proof"), HexData.Format(solidity.Marshal()));
        Assert.Equal(proof, EthVrf.Unmarshal(solidity.Marshal()));
        foreach (var (name, version) in new[] { ("v1", VrfVersion.V1), ("v2", VrfVersion.V2) })
        {
            var answer = VrfContract.Verify(solidity.Marshal(), version, proof.Seed);
            Assert.Equal((null, vector.Object("onchain").Object(name).Number("output")), (answer.Revert, answer.Output));
        }
    });

    [Fact]
    public void What_cannot_be_proved_is_refused() => Vectors.All(Vectors.Read("vrf-proof", "prove-error"), vector =>
        Refusal.Of(() => EthVrf.Prove(Scalar.From(vector.Number("secret")), vector.Number("seed"), Scalar.From(vector.Number("nonce")))));

    [Fact]
    public void Proofs_are_judged_as_wanted() => Vectors.All(Vectors.Read("vrf-proof", "verify"), vector =>
    {
        var verdict = EthVrf.Verify(
            vector.Bytes("public"), vector.Bytes("gamma"), vector.Number("c"), vector.Number("s"), vector.Number("seed"), vector.Number("output"));
        Assert.True(vector.Expected("ok").Flag("ok") == verdict.Ok, verdict.Reason);
    });

    [Fact]
    public void The_contracts_answers_are_foretold() => Vectors.All(Vectors.Read("vrf-proof", "onchain"), vector =>
    {
        foreach (var (name, version) in new[] { ("v1", VrfVersion.V1), ("v2", VrfVersion.V2) })
        {
            var expected = vector.Object("onchain").Object(name);
            var answer = VrfContract.Verify(vector.Bytes("proof"), version, vector.Number("seedV2"));
            Assert.Equal(expected.Flag("ok"), answer.Ok);
            Assert.Equal(expected.Has("output") ? expected.Number("output") : BigInteger.Zero, answer.Output);
            var revert = expected.Has("revert") ? expected.Text("revert") : null;
            Assert.Equal(revert == "execution reverted" ? "" : revert, answer.Revert);
        }
    });

    [Fact]
    public void Marshalled_proofs_are_read_or_refused() => Vectors.All(Vectors.Read("vrf-proof", "unmarshal"), vector =>
    {
        if (vector.MustReject)
        {
            Refusal.Of(() => EthVrf.Unmarshal(vector.Bytes("proof")));
            return;
        }

        var proof = EthVrf.Unmarshal(vector.Bytes("proof"));
        Assert.Equal((vector.Point("public"), vector.Point("gamma")), (proof.Public, proof.Gamma));
        Assert.Equal((vector.Number("c"), vector.Number("s")), (proof.C, proof.S));
        Assert.Equal((vector.Number("seed"), vector.Number("output")), (proof.Seed, proof.Output));
    });

    [Fact]
    public void The_proofs_in_the_coordinators_own_tests_are_good() => Vectors.All(Vectors.Read("reference-vrf", "proof"), vector =>
    {
        var key = Group.BaseMultiplySecret(vector.Scalar("secret"));
        var seed = VrfResponses.FinalSeed(vector.Number("preSeed"), new(vector.Bytes("blockHash")));
        Assert.Equal(vector.Number("finalSeed"), seed);
        Assert.Equal(vector.Point("hash"), EthVrf.HashToCurve(key, seed));
        Assert.Equal(vector.Point("gamma"), Group.MultiplySecret(vector.Scalar("secret"), EthVrf.HashToCurve(key, seed)));
        var solidity = EthVrf.ToSolidity(new VrfProof(key, vector.Point("gamma"), vector.Number("c"), vector.Number("s"), seed, vector.Number("output")));
        Assert.Equal(vector.Text("uWitness"), HexData.Format(solidity.UWitness.ToBytes()));
        Assert.Equal((vector.Point("cGammaWitness"), vector.Point("sHashWitness")), (solidity.CGammaWitness, solidity.SHashWitness));
        Assert.Equal(vector.Number("zInv"), solidity.ZInv);
    });
}
